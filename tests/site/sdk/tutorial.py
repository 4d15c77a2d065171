"""Every line of code of the getting-started tutorial: ``python tutorial.py <address of the site>``.

The first two lines point the SDK at the site; the rest is what the tutorial tells people to type.
The global key is asked for at the prompt.
"""

# ruff: noqa: E402
import sys

import iblbrainviewer.api

iblbrainviewer.api.FEATURES_BASE_URL = sys.argv[1]
iblbrainviewer.api.FEATURES_API_BASE_URL = f"{sys.argv[1]}api/"

# In [1]
import numpy as np
from iblatlas.regions import BrainRegions

br = BrainRegions()
acronyms = np.unique(br.acronym)
print(f"There are {len(acronyms)} acronyms; first 10 are named: {acronyms[0:10]} ...")

# In [2]
acronyms = np.array(["MOp1", "MOs5", "AAA", "ACAd2/3"])
fname1 = "spike_rate"
values1 = np.array([1.2, 3.4, 0.0, 0.1])
fname2 = "spike_amplitude"
values2 = np.array([33.5, 234.2, 5.3, 10.6])
fname3 = "lfp_phase"
values3 = np.array([36.0, 12.3, 34.0, 56.0])

# In [3]
assert acronyms.size == values1.size
assert acronyms.size == values2.size
assert acronyms.size == values3.size

# In [4]
from iblbrainviewer.api import FeatureUploader

bucket = "ibl_getting_started"
up = FeatureUploader(bucket)

# In [5]
if not up.features_exist(fname1):
    up.create_features(fname1, acronyms, values1, hemisphere="left")
if not up.features_exist(fname2):
    up.create_features(fname2, acronyms, values2, hemisphere="left")
if not up.features_exist(fname3):
    up.create_features(fname3, acronyms, values3, hemisphere="left")

# In [6]
url = up.get_buckets_url([bucket])
print(url)

# In [7]
tree = {
    "Spike": {"mean spike rate (Hz)": fname1, "mean spike amplitude (uV)": fname2},
    "LFP phase (8-10Hz band) (rad)": fname3,
}

# In [8]
up.patch_bucket(tree=tree)
url = up.get_buckets_url([bucket])
print(url)
