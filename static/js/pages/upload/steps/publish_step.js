/** Step four: the features on the brain, then where they go, then what came of it. */

import { make } from '../../../core/dom.js';
import { button } from '../controls.js';
import { createConflicts } from './conflicts.js';
import { createDestination } from './destination.js';
import { listFnames } from '../features.js';
import { drawnReport } from '../drawn.js';
import { hemisphereChoice } from './hemisphere.js';
import { keepFocus } from '../keep_focus.js';
import { outcome, tokenBlock } from './outcome.js';
import { createPreview } from '../preview/preview.js';
import { createPublishing } from './publishing.js';

/** Create the step in `element`. `local` is the bucket in this browser; `page` what the server told the page. */
export function createPublishStep({ element, draft, tables, fetchFeature, brain, local, page, tooltip, toCheck,
  announce, signal }) {
  const picture = make('section', { class: 'preview', 'aria-label': 'Preview' });
  const side = make('div', { class: 'card', dataset: { testid: 'publish-side' } });
  const where = make('div', {});
  const already = make('section', { class: 'already', hidden: true, 'aria-label': 'Existing features' });
  const message = make('div', { role: 'alert' });
  const progress = make('div', { class: 'publish-progress', role: 'status', dataset: { testid: 'publish-progress' } });
  const made = make('div', {});
  const go = make('button', { type: 'submit', class: 'primary', text: 'Publish',
    dataset: { key: 'Publish', testid: 'publish' } });
  const missing = make('p', { class: 'hint', id: 'publish-missing' });
  const done = make('section', { class: 'card done', hidden: true, 'aria-labelledby': 'done-title',
    dataset: { testid: 'done' } });
  const submit = (event) => {
    event.preventDefault();
    publish();
  };
  const form = make('form', { class: 'card', 'aria-label': 'Publish', novalidate: true, on: { submit } },
    make('h3', { text: 'Publish' }), where, already, made, message, go, missing, progress);
  element.append(make('div', { class: 'publish' }, picture, make('div', { class: 'publish-side' }, side, form, done)));
  const publishing = createPublishing({
    element: progress, draft, tables, local, fetchFeature, signal,
    ways: () => conflicts.ways(), onBucketMade: keepToken,
  });
  const preview = createPreview({ element: picture, draft, fetchFeature, brain, tooltip, signal });
  let destination = null;
  let working = false;
  let token = null;
  const conflicts = createConflicts({ element: already, draft, onChange: updateForm });
  destination = createDestination({ element: where, tables, page, onChange: followDestination, signal });

  /** The target changed or is known better: what was refused before is not said any more. */
  function followDestination() {
    message.replaceChildren();
    conflicts.update(destination?.present() ?? null);
    updateForm();
  }

  function update() {
    if (draft.answer === null) return;
    keepFocus(side, () => side.replaceChildren(
      ...hemisphereChoice({ draft, key: 'publish-hemisphere' }), ...drawnReport({ draft, key: 'publish' })));
    destination.propose(draft.table);
    followDestination();
    preview.update();
  }

  /** Say what is still missing; the button stays reachable, so that pressing it says so aloud. */
  function updateForm() {
    if (destination === null) return;
    const sentence = findMissing();
    missing.textContent = sentence ?? 'Nothing is saved until you publish.';
    go.setAttribute('aria-disabled', String(sentence !== null || working));
    go.setAttribute('aria-describedby', 'publish-missing');
    const count = draft.answer === null ? 0 : listFnames(draft.answer.understood.features).length;
    const what = `${count} feature${count === 1 ? '' : 's'}`;
    go.textContent = destination.value().kind === 'local' ? `Save ${what} in this browser` : `Publish ${what}`;
  }

  function findMissing() {
    if (!draft.answer?.ready || !draft.current) return 'The table is not ready yet: see the Check step.';
    const open = conflicts.open();
    return destination.problem() ?? (open > 0 ? 'Choose what to do with the existing features.' : null);
  }

  async function publish() {
    const sentence = findMissing();
    if (working || sentence !== null) return announce(sentence ?? 'Already publishing.');
    const target = destination.value();
    message.replaceChildren();
    setWorking(true);
    try {
      showDone(target.name, await publishing.publish(target));
    } catch (error) {
      if (error.name !== 'AbortError') refuse(error, target);
    } finally {
      setWorking(false);
    }
  }

  /** A bucket was made for this: from here on its token is known, whatever comes of the features. */
  function keepToken(bucket, fresh) {
    token = { bucket, token: fresh };
    destination.become(bucket, fresh);
    made.replaceChildren(...tokenBlock(bucket, fresh, announce));
  }

  function setWorking(now) {
    working = now;
    if (!now) publishing.rest();
    form.setAttribute('aria-busy', String(now));
    updateForm();
  }

  /** Say a refusal once: at the field it is about, else below the form. */
  function refuse(error, { kind }) {
    const creating = kind === 'create' && token === null;
    const place = { 401: creating ? 'key' : 'token', 404: 'name', 409: creating ? 'newName' : null }[error.status];
    if (place) return destination.refuse(place, error.message);
    const listed = error.problems?.slice(0, 5) ?? [];
    message.replaceChildren(make('div', { class: 'alert' }, make('p', { text: error.message }),
      ...(listed.length > 0 ? [make('ul', {}, ...listed.map((one) => make('li', { text: one.message })))] : []),
      ...(error.code === 'open_problems' ? [button('Go to Check', toCheck)] : [])));
    if (error.status === 409) destination.look();
    return undefined;
  }

  function showDone(bucket, published) {
    const kept = token?.bucket === bucket ? token.token : null;
    made.replaceChildren();
    const text = bucket === 'local' ? 'Saved in this browser' : `Published in “${bucket}”`;
    const title = make('h3', { id: 'done-title', tabindex: -1, text });
    done.replaceChildren(title,
      ...outcome({ bucket, published, token: kept, site: page.site, viewer: page.viewer, announce,
        mapping: draft.answer?.drawn?.mapping }));
    done.hidden = false;
    form.hidden = true;
    side.hidden = true;
    title.focus();
    announce(title.textContent);
  }

  /** After a change of the table it can be published again. */
  function reopen() {
    done.hidden = true;
    form.hidden = false;
    side.hidden = false;
  }

  updateForm();
  return { update, reopen, published: () => !done.hidden };
}
