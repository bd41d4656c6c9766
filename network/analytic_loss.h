#pragma once

namespace tiersim {

/// Segments in flight that CUBIC sustains on average where packets are lost with probability
/// `loss`, independently: CUBIC's own (RFC 8312, section 5.1, C = 0.4, beta = 0.7) or Reno's with
/// CUBIC's beta, 1.2 / sqrt(loss), whichever is more (section 4.2; Mathis, Semke, Mahdavi & Ott,
/// CCR 27(3), 1997). `round_trip` in seconds. Infinite without loss.
///
/// An approximation: means over long transfers. Messages are short, and what one of them meets
/// scatters.
double window_under_loss(double loss, double round_trip);

}  // namespace tiersim
