#include "scenarios/study/tables/link_kinds.h"

namespace tiersim {

const KeyTable<StudyLink>& wifi_keys() {
  static const KeyTable<StudyLink> table = [] {
    KeyTable<StudyLink> wifi({
        kind_key("wifi",
                 "802.11ac. For `client-mobile` or `mobile-edge`, with `fidelity: packet` or "
                 "`coarse`."),
        key<StudyLink>("distance", &Link::distance, length(0.1, 200),
                       "Distance from the access point.", {"5 m"}),
        key<StudyLink>("stations", &Link::stations, whole<int>(0, 50),
                       "Other stations on the channel. Each sends the `background`.", {0, 3}),
        background_key(),
    });
    wifi.rules = {{"required", {"kind"}}};
    return wifi;
  }();
  return table;
}

}  // namespace tiersim
