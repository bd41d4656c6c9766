#pragma once

#include <cstdint>
#include <limits>

namespace tiersim {

/// The congestion window of a TCP sender, calculated in rounds instead of packets. A round begins
/// with a window of bytes to send. It ends when these have left and the first acknowledgement of
/// them is back. Then the window grows: in slow start by what the round sent (byte counting),
/// otherwise by CUBIC's function. If a round loses packets, the window shrinks to 0.7 of its size
/// after the round. Without loss, slow start does not end: neither Linux's nor ns-3's CUBIC leaves
/// it, and the buffers limit the bytes in flight. Source: Cardwell, Savage & Anderson, INFOCOM
/// 2000; RFC 3465; RFC 8312, sections 4.1 to 4.6.
///
/// A copy behaves as the original does, because losses depend only on the seed. Times in ns, sizes
/// in bytes on the wire, rates in bytes per ns.
class AnalyticWindow {
 public:
  /// The value of a size that nothing limits: infinity.
  static constexpr double kUnlimited = std::numeric_limits<double>::infinity();

  /// The properties of a network path from which a window is calculated. A Path must outlive the
  /// windows that were made with it.
  struct Path {
    /// Time from sending a full segment until its acknowledgement is back, without waiting.
    double round_trip{0};
    /// Time that is added to `round_trip` where only every second segment is acknowledged.
    double pair{0};
    /// The number of bytes from the start of a connection for which the receiver acknowledges every
    /// segment. After them it acknowledges every second one.
    double quick{0};
    double segment{1};  ///< size of a full segment
    /// Window of a new connection; infinite: no window limits the sender (UDP).
    double initial{kUnlimited};
    /// The most bytes that may be in flight: what the buffer of one end holds.
    double limit{kUnlimited};
    double loss{0};  ///< probability that a segment is lost
  };

  /// Makes the window of a new connection over `path`. `seed` decides which segments are lost.
  explicit AnalyticWindow(const Path& path, std::uint64_t seed = 1);

  /// Begins to send at `now`, after a pause. A current round goes on if its acknowledgements are
  /// still missing. Otherwise a new round begins, and the window halves for each time-out that has
  /// passed since `acknowledged`, the time of the last acknowledgement. It does not get smaller
  /// than Path::initial by that. If the last segments before the pause were lost, the window is one
  /// segment. Source: RFC 2861; LinuxCubic::CwndEvent.
  void resume(double now, double acknowledged);

  /// Calculates the state after `bytes` more bytes have left, at the rate `rate`. At the end of a
  /// round, the sender waits until the first acknowledgement of the round is back. Afterwards
  /// time() is the time at which the last of these bytes has left.
  void send(double bytes, double rate);

  /// Sends at `rate` until the time `until`, as far as the window allows. Returns how many bytes
  /// have left in this time. If `rate` is zero, no bytes leave. A round of which no byte has left
  /// then begins at `until`.
  double send_until(double until, double rate);

  /// The time up to which this state is calculated.
  double time() const { return time_; }
  /// The congestion window.
  double window() const { return window_; }
  /// The bytes of the current round that have not left yet. The window allows them to leave.
  double round_left() const { return round_left_; }
  /// Returns the time at which the first acknowledgement of the current round reaches the sender.
  /// The round cannot end earlier.
  double first_acknowledged() const;
  /// The time from which on the window has allowed the current round to leave. The bytes of an
  /// earlier round may still have been leaving then.
  double queued() const { return queued_; }
  /// Whether the current round is the first one after a pause of a TCP sender: all bytes of the
  /// round enter the queue at once.
  bool burst() const { return burst_; }
  /// Returns how long after time() the last lost bytes will have been sent again. Returns 0 if no
  /// bytes are lost or all have been sent again.
  double recovery() const;

 private:
  void begin_round(double now);
  void grow(double now, double acknowledged);
  void reduce();
  void leave(double bytes, double rate);
  bool lost_at_the_end() const;
  double draw_distance();

  const Path* path_;
  double time_{0};
  double window_;
  double sent_{0};  ///< bytes since the connection began
  double queued_{0}, round_start_{0}, round_size_{0}, round_left_{0};
  bool begun_{false}, burst_{false};

  double threshold_{kUnlimited};  ///< window at which slow start ends (ssthresh)
  /// CUBIC's W_max: the window just before the last loss. If that window was smaller than the W_max
  /// before it, W_max is 0.85 of that window (fast convergence; RFC 8312, section 4.6).
  double last_most_{0};
  double epoch_{-1};  ///< time at which growth after the last loss began; negative: not yet
  double epoch_window_{0}, reno_{0};
  std::uint64_t random_;
  double next_loss_;               ///< bytes that leave before the next one is lost
  double since_loss_{kUnlimited};  ///< bytes that have left since the last loss
  /// The time of the last loss.
  double lost_at_{-kUnlimited};
  double before_loss_{-1};  ///< bytes that the round had sent at its first loss; negative: no loss
};

}  // namespace tiersim
