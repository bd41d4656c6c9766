#pragma once

#include <cstdint>
#include <limits>

namespace tiersim {

/// A TCP sender without its packets. Bytes leave at a rate, as far as the window allows, in rounds.
/// A round begins with a window of bytes to send. It ends when these have left and the first
/// acknowledgement of them is back. Then the window grows: in slow start by what the round sent
/// (byte counting), otherwise as CUBIC's does. A lost packet reduces it to 0.7 of its size. Without
/// loss, slow start does not end: neither Linux's nor ns-3's CUBIC leaves it, and the buffers limit
/// what is in flight. Source: Cardwell, Savage & Anderson, INFOCOM 2000; RFC 3465; RFC 8312,
/// sections 4.1 to 4.6.
///
/// A copy behaves as the original does, because future losses depend only on the seed. Times in ns,
/// sizes in bytes on the wire, rates in bytes per ns.
class AnalyticWindow {
 public:
  static constexpr double kUnlimited = std::numeric_limits<double>::infinity();

  /// The constants of a path. It must outlive the windows over it.
  struct Path {
    double round_trip{0};  ///< of a full segment and its acknowledgement
    double pair{0};        ///< is added if only every second segment is acknowledged
    double quick{0};       ///< the first bytes of a connection, acknowledged segment by segment
    double segment{1};
    double initial{kUnlimited};
    double limit{kUnlimited};  ///< the buffers at both ends
    double loss{0};            ///< chance that a segment is lost
  };

  explicit AnalyticWindow(const Path& path, std::uint64_t seed = 1);

  /// Begins to send at `now`, after a pause. The window has grown by what was acknowledged, the
  /// last of it at `acknowledged`. It has halved for each time-out that has passed since then.
  /// Source: RFC 2861; LinuxCubic::CwndEvent.
  void resume(double now, double acknowledged);

  /// Moves on to the time at which so many more bytes have left.
  void send(double bytes, double rate);

  /// Moves on to `until` and returns how many bytes have left in the meantime. With a rate of zero,
  /// a round that has not begun begins later.
  double send_until(double until, double rate);

  double time() const { return time_; }
  double window() const { return window_; }
  double round_left() const { return round_left_; }  ///< that may leave before the round ends
  double first_acknowledged() const;                 ///< when the round may end
  double queued() const { return queued_; }          ///< when the round could be sent
  /// The round is the first after a pause: all of it enters the queue at once.
  bool burst() const { return burst_; }
  double recovery() const;  ///< time from now until what was lost has been sent again

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
  double sent_{0};  ///< since the connection began
  double queued_{0}, round_start_{0}, round_size_{0}, round_left_{0};
  bool begun_{false}, burst_{false};

  double threshold_{kUnlimited};  ///< where slow start ends
  double last_most_{0};           ///< window at the last loss, less where windows shrink
  double epoch_{-1};              ///< when growth after the last loss began; < 0: not yet
  double epoch_window_{0}, reno_{0};
  std::uint64_t random_;
  double next_loss_;  ///< bytes from here
  double since_loss_{kUnlimited};
  double lost_at_{-kUnlimited};
  double before_loss_{-1};  ///< what the round had sent by then; < 0: it has lost nothing
};

}  // namespace tiersim
