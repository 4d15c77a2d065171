/** The upload's composition root: the only place that looks elements up in the document. */

import { createTablesApi } from '../../api/tables.js';
import { make } from '../../core/dom.js';
import { findTable } from '../../data/local/kept_tables.js';
import { openLocalBucket } from '../../data/local/local_bucket.js';
import { loadAtlas } from '../../data/atlas.js';
import { loadLabels } from '../../data/label_loading.js';
import { createCheckStep, sayCount } from './steps/check_step.js';
import { createColumnsStep } from './steps/columns_step.js';
import { createDraft } from './draft.js';
import { createFileStep } from './steps/file_step.js';
import { createPublishStep } from './steps/publish_step.js';
import { saveBlob } from './save_blob.js';
import { createSteps, STEPS } from './steps/steps.js';
import { createToolbar } from './steps/toolbar.js';

const byId = (id) => document.getElementById(id);

function start() {
  const page = JSON.parse(byId('page').textContent);
  const { signal } = new AbortController();
  const tables = createTablesApi(page);
  const announce = (text) => { byId('announcer').textContent = text; };
  let views = null;
  let arriving = false;
  const draft = createDraft({ check: tables.check, signal, onChange: follow });
  const sections = new Map(STEPS.map(({ name }) => [name, byId(name)]));
  const steps = createSteps({ element: byId('steps'), sections, state: () => stateOf(draft),
    onShow: (name) => views[name].update() });
  const brain = once(() => loadBrain(page, signal));
  const regions = createRegionNames({ tables, signal });
  const common = { draft, tables, announce, signal };
  views = {
    toolbar: createToolbar({ ...common, element: byId('toolbar') }),
    file: createFileStep({
      ...common, element: byId('file'), templates: 'template/', largest: page.largest,
      forward: () => steps.go('columns'),
      open: (table) => { arriving = true; draft.open(table); },
    }),
    columns: createColumnsStep({ ...common, element: byId('columns'), forward: () => steps.go('check') }),
    check: createCheckStep({
      ...common, element: byId('check'), regions, forward: () => steps.go('publish'),
      toColumns: () => steps.go('columns'),
      download: (kind) => downloadAnnotated(tables, draft, kind, announce),
    }),
    publish: createPublishStep({
      ...common, element: byId('publish'), page, brain, tooltip: byId('tooltip'), local: openLocalBucket({ signal }),
      fetchFeature: createFeatureCache(tables, draft), toCheck: () => steps.go('check'),
    }),
  };
  steps.go('file', { focus: false });
  openKept();
  warnBeforeLeaving(draft, views.publish, signal);

  /** A table that was dropped on the viewer comes with what was decided there. */
  async function openKept() {
    const fname = new URLSearchParams(window.location.hash.slice(1)).get('local');
    const kept = fname === null ? undefined : await findTable(fname);
    if (kept === undefined || draft.table !== null) return;
    arriving = 'kept';
    draft.open({ name: kept.name, size: kept.file.size, file: kept.file });
    draft.decide(kept.choices, 'what was decided in the viewer');
  }

  /**
   * The draft changed: bring what is seen up to date, and after a new file go to what was understood of it. A step
   * is drawn anew when the answer has come, not before: the change that asked for it may still move the focus.
   */
  function follow() {
    views.toolbar.update();
    steps.update();
    if (draft.status !== 'checking' || steps.current === 'publish') views[steps.current].update();
    if (draft.status === 'checking') views.publish.reopen();
    if (draft.status === 'failed') arriving = false;
    if (draft.status !== 'checked') return;
    announce(sayState(draft.answer));
    if (arriving) {
      regions.load();
      steps.go(arriving === 'kept' && draft.answer.ready ? 'publish' : 'columns');
      arriving = false;
    } else if (draft.answer === null && steps.current !== 'file') steps.go('file');
  }
}

function stateOf({ answer, table }) {
  const reached = new Set(['file']);
  if (answer !== null) reached.add('columns').add('check');
  if (answer?.ready) reached.add('publish');
  const notes = { file: table?.name ?? '' };
  if (answer !== null) {
    notes.columns = sayCount(new Set(answer.understood.features.map(({ fname }) => fname)).size, 'feature');
    notes.check = answer.ready ? 'ready' : sayLeft(answer);
  }
  return { reached, notes };
}

function sayState(answer) {
  if (answer === null) return '';
  return answer.ready ? 'Checked: no problems left.' : `Checked: ${sayLeft(answer)}.`;
}

function sayLeft({ all_problems: all, needs }) {
  return all === 0 && needs.length > 0 ? 'choose the side' : `${sayCount(all, 'problem')} left`;
}

function once(load) {
  let loading = null;
  return () => {
    loading ??= load().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

async function loadBrain(page, signal) {
  const source = { assets: page.assets, manifest: page.atlas, signal };
  const [atlas, volume] = await Promise.all([loadAtlas(source), loadLabels(source)]);
  return { atlas, volume };
}

/** Map features on the server, each once per state of the table; a request that is not wanted any more is stopped. */
function createFeatureCache(tables, draft) {
  let known = new Map();
  let of = null;
  return (fname) => {
    if (of !== draft.answer) known = new Map();
    of = draft.answer;
    if (!known.has(fname)) {
      const fetched = tables.preview(draft.table, draft.choices, fname);
      known.set(fname, fetched);
      fetched.catch(() => known.delete(fname));
    }
    return known.get(fname);
  };
}

/** Every acronym, to choose from where a region is typed; loaded with the first table. */
function createRegionNames({ tables, signal }) {
  const listId = 'region-names';
  const list = make('datalist', { id: listId });
  document.body.append(list);
  const load = once(async () => {
    const regions = await tables.listRegions({ signal });
    list.replaceChildren(...regions.map(({ acronym, name }) => make('option', { value: acronym, text: name })));
  });
  return { listId, load: () => load().catch(() => {}) };
}

async function downloadAnnotated(tables, draft, kind, announce) {
  try {
    const stem = draft.table.name.replace(/\.[^.]*$/, '');
    saveBlob(await tables.annotated(draft.table, draft.choices, kind), `${stem} with problems.${kind}`);
  } catch (error) {
    announce(error.message);
  }
}

/** Nothing is stored before publishing: leaving the page by accident would lose the decisions. */
function warnBeforeLeaving(draft, publish, signal) {
  window.addEventListener('beforeunload', (event) => {
    if (Object.keys(draft.choices).length > 0 && !publish.published()) event.preventDefault();
  }, { signal });
}

start();
