/** Step four: the features on the brain, then where they go, then what came of it. */

import { make } from '../../../core/dom.js';
import { createDoneCard } from './done_card.js';
import { listFnames } from '../features.js';
import { drawnReport } from '../drawn.js';
import { hemisphereChoice } from './hemisphere.js';
import { keepFocus } from '../keep_focus.js';
import { tokenBlock } from './outcome.js';
import { createPreview } from '../preview/preview.js';
import { createPublishForm } from './publish_form.js';
import { createPublishing } from './publishing.js';
import { createTarget } from './target.js';

/** Create the step in `element`. `local` is the bucket in this browser; `page` what the server told the page. */
export function createPublishStep({ element, draft, tables, fetchFeature, brain, local, page, tooltip, toCheck,
  announce, signal }) {
  const picture = make('section', { class: 'preview', 'aria-label': 'Preview' });
  const side = make('div', { class: 'card', dataset: { testid: 'publish-side' } });
  const done = createDoneCard({ page, announce });
  const form = createPublishForm({ onSubmit: publish, toCheck });
  const { where, already, made, progress } = form.places;
  element.append(make('div', { class: 'publish' }, picture,
    make('div', { class: 'publish-side' }, side, form.element, done.element)));
  const publishing = createPublishing({
    element: progress, draft, tables, local, fetchFeature, signal,
    ways: () => target.ways(), onBucketMade: keepToken,
  });
  const preview = createPreview({ element: picture, draft, fetchFeature, brain, tooltip, signal });
  const target = createTarget({
    where, already, draft, tables, page, onAnswer: updateForm, signal,
    onTarget: () => {
      form.clear(); // What was refused before is not said any more.
      updateForm();
    },
  });
  let token = null;

  function update() {
    if (draft.answer === null) return;
    keepFocus(side, () => side.replaceChildren(
      ...hemisphereChoice({ draft, key: 'publish-hemisphere' }), ...drawnReport({ draft, key: 'publish' })));
    target.propose(draft.table);
    target.follow();
    preview.update();
  }

  function updateForm() {
    form.update({ missing: findMissing(), text: sayIntent(draft, target.value().kind) });
  }

  function findMissing() {
    const ready = draft.answer?.ready && draft.current;
    return ready ? target.missing() : 'The table is not ready yet: see the Check step.';
  }

  async function publish() {
    const sentence = findMissing();
    if (form.isWorking() || sentence !== null) return announce(sentence ?? 'Already publishing.');
    const value = target.value();
    form.clear();
    form.setWorking(true);
    try {
      showDone(value.name, await publishing.publish(value));
    } catch (error) {
      if (error.name !== 'AbortError') refuse(error, value);
    } finally {
      form.setWorking(false);
      publishing.rest();
      updateForm();
    }
  }

  /** A bucket was made for this: from here on its token is known, whatever comes of the features. */
  function keepToken(bucket, fresh) {
    token = { bucket, token: fresh };
    target.become(bucket, fresh);
    made.replaceChildren(...tokenBlock(bucket, fresh, announce));
  }

  /** Say a refusal once: at the field it is about, else below the form. */
  function refuse(error, { kind }) {
    if (target.refuse(error, { creating: kind === 'create' && token === null })) return;
    form.refuse(error);
    if (error.status === 409) target.look();
  }

  function showDone(bucket, published) {
    made.replaceChildren();
    form.element.hidden = true;
    side.hidden = true;
    done.show({
      bucket, published, token: token?.bucket === bucket ? token.token : null, mapping: draft.answer?.drawn?.mapping,
    });
  }

  /** After a change of the table it can be published again. */
  function reopen() {
    done.hide();
    form.element.hidden = false;
    side.hidden = false;
  }

  updateForm();
  return { update, reopen, published: done.isShown };
}

/** Say what the button does. */
function sayIntent({ answer }, kind) {
  const count = answer === null ? 0 : listFnames(answer.understood.features).length;
  const what = `${count} feature${count === 1 ? '' : 's'}`;
  return kind === 'local' ? `Save ${what} in this browser` : `Publish ${what}`;
}
