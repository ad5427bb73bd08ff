"""The parameters of an address that only tell where a reader came from. Only these are cut.

Collected from the public ClearURLs and AdGuard lists, those that several sites share; a name that
could choose a page (`id`, `ref_id`, `page`) is left alone.
"""

from __future__ import annotations

import re

from reader.saving.name_sets import name_set

_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "itm_",
    "oly_",
    "vero_",
    "at_",
    "mkt_",
    "stm_",
)
_NAMES = name_set(
    """fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ttclid twclid li_fat_id igshid igsh
    mc_cid mc_eid ml_subscriber ml_subscriber_hash _hsenc _hsmi __hstc __hssc __hsfp hsctatracking
    _openstat _ga _gl _ke rb_clickid s_cid ncid cmpid ito icid wickedid oft_id oft_k oft_lk oft_d oft_c
    xtor xtref xts xtdt xtnp cn-reloaded fb_action_ids fb_action_types fb_source fb_ref
    action_object_map action_type_map action_ref_map ref_src ref_url __twitter_impression s_kwcid ef_id
    spm scm gs_lcp sourceid __s ss_source ss_campaign_id ss_campaign_name ss_email_id trk trkcampaign
    sc_cid sc_campaign mkwid pcrid partnerized wt_mc wt_zmc echobox guccounter guce_referrer
    guce_referrer_sig soc_src soc_trk ns_campaign ns_mchannel ns_source ns_linkname ns_fee mibextid rdid
    share_id feature_share outbrainclickid dicbo tblci obclid srsltid _branch_match_id _branch_referrer
    smid smtyp bxid cndid esrc actcampaigntype actsource acteurl bsft_clkid bsft_uid sfmc_id sfmc_sub"""
)
_PATTERN = re.compile(r"(?:ga|gs)_(?:source|medium|campaign|term|content)$")


def is_tracking(name: str) -> bool:
    """Whether a query parameter of this name only follows the reader about."""
    name = name.lower()
    return name in _NAMES or name.startswith(_PREFIXES) or _PATTERN.match(name) is not None
