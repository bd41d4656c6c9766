#pragma once

namespace tiersim {

/// How closely the network is simulated.
enum class Fidelity {
  packet,   ///< every packet
  coarse,   ///< large segments where nothing contends, else packets
  analytic  ///< closed forms
};

/// As studies spell it.
constexpr const char* name_of(Fidelity fidelity) {
  return fidelity == Fidelity::packet   ? "packet"
         : fidelity == Fidelity::coarse ? "coarse"
                                        : "analytic";
}

}  // namespace tiersim
