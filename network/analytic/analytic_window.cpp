#include "network/analytic/analytic_window.h"

#include <algorithm>
#include <cmath>

#include "network/analytic/limits.h"

namespace tiersim {
namespace {

constexpr double kMinRto = 200e6;                 // ns; Linux's least time-out
constexpr double kDelayedAcknowledgement = 40e6;  // ns; Linux's
constexpr double kBeta = 0.7;                     // what a loss leaves of the window; RFC 8312, 4.5
constexpr double kCubic = 0.4;                    // segments per second cubed; RFC 8312, 5.1
constexpr double kRenoSlope = 3 * (1 - kBeta) / (1 + kBeta);  // segments a round; RFC 8312, 4.2
constexpr double kFewest = 3;  // segments behind a lost one that reveal the loss; RFC 5681

}  // namespace

AnalyticWindow::AnalyticWindow(const Path& path, std::uint64_t seed)
    : path_(&path), window_(path.initial), random_(seed), next_loss_(draw_distance()) {}

/// The number of segments until one is lost is geometric. Source of the generator: SplitMix64,
/// Steele et al., OOPSLA 2014.
double AnalyticWindow::draw_distance() {
  if (path_->loss <= 0) return kUnlimited;
  std::uint64_t bits = random_ += 0x9e3779b97f4a7c15ULL;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
  bits ^= bits >> 31;
  const double uniform = (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
  if (path_->loss >= 1) return path_->segment;
  return path_->segment * (1 + std::floor(std::log(uniform) / std::log1p(-path_->loss)));
}

double AnalyticWindow::first_acknowledged() const {
  const bool pairs = sent_ - (round_size_ - round_left_) >= path_->quick;
  // The other end waits for a second segment before it acknowledges a single one.
  const bool single = round_size_ < 1.5 * path_->segment && path_->loss > 0;
  return round_start_ + path_->round_trip + (pairs ? path_->pair : 0) +
         (single ? kDelayedAcknowledgement : 0);
}

bool AnalyticWindow::lost_at_the_end() const { return since_loss_ < kFewest * path_->segment; }

double AnalyticWindow::recovery() const {
  if (since_loss_ == kUnlimited) return 0;
  const double wait = path_->round_trip + (lost_at_the_end() ? kMinRto : 0);
  return std::max(0.0, lost_at_ + wait - time_);
}

void AnalyticWindow::grow(double now, double acknowledged) {
  if (window_ < threshold_) {
    window_ = std::min(window_ + acknowledged, std::max(window_, threshold_));
    return;
  }
  if (epoch_ < 0) {
    epoch_ = now;
    epoch_window_ = reno_ = window_;
  }
  const double share = std::min(1.0, acknowledged / window_);
  const double origin = std::max(last_most_, epoch_window_);
  const double seconds = 1e-9 * (now + path_->round_trip - epoch_);
  const double flat = std::cbrt((origin - epoch_window_) / path_->segment / kCubic);
  const double target = origin + kCubic * std::pow(seconds - flat, 3) * path_->segment;
  reno_ += kRenoSlope * share * path_->segment;
  window_ += share * std::clamp(target - window_, 0.0, window_ / 2);
  window_ = std::max(window_, reno_);
}

void AnalyticWindow::reduce() {
  last_most_ = window_ < last_most_ ? window_ * (1 + kBeta) / 2 : window_;
  window_ = threshold_ = std::max(kBeta * window_, 2 * path_->segment);
  epoch_ = -1;
}

void AnalyticWindow::begin_round(double now) {
  if (begun_ && path_->initial < kUnlimited) {
    grow(now, before_loss_ < 0 ? round_size_ - round_left_ : before_loss_);
    if (before_loss_ >= 0) reduce();
  }
  begun_ = true;
  burst_ = false;
  before_loss_ = -1;
  queued_ = round_start_ = now;
  round_size_ = round_left_ = std::min(window_, path_->limit);
}

void AnalyticWindow::resume(double now, double acknowledged) {
  // The time-out includes the time that the last segment waited behind the rest of its round.
  const double time_out = time_ - round_start_ + path_->round_trip + kMinRto;
  const bool timed_out = lost_at_the_end();
  time_ = now;
  queued_ = now;
  if (begun_ && now < first_acknowledged()) return;  // the round goes on
  begin_round(now);
  burst_ = path_->initial < kUnlimited;
  if (timed_out) window_ = path_->segment;  // slow start follows, up to the threshold
  if (timed_out) since_loss_ = kUnlimited;
  double idle = now - acknowledged;
  while (idle > time_out && window_ > path_->initial) {
    threshold_ = std::max(threshold_, 0.75 * window_);
    window_ = std::max(window_ / 2, path_->initial);
    idle -= time_out;
    epoch_ = -1;
  }
  round_size_ = round_left_ = std::min(window_, path_->limit);
}

/// Bytes of the round leave. Some of them may be lost.
void AnalyticWindow::leave(double bytes, double rate) {
  const auto pass = [&](double some) {
    round_left_ -= some;
    sent_ += some;
    since_loss_ += some;
    next_loss_ -= some;
    time_ += some / rate;
    bytes -= some;
  };
  while (next_loss_ <= bytes) {
    pass(next_loss_);
    next_loss_ = draw_distance();
    since_loss_ = 0;
    lost_at_ = time_;
    if (before_loss_ < 0) before_loss_ = round_size_ - round_left_;
  }
  pass(bytes);
}

void AnalyticWindow::send(double bytes, double rate) {
  while (bytes > round_left_) {
    bytes -= round_left_;
    leave(round_left_, rate);
    round_left_ = 0;
    time_ = std::max(time_, first_acknowledged());
    begin_round(time_);
  }
  leave(bytes, rate);
}

double AnalyticWindow::send_until(double until, double rate) {
  double sent = 0;
  while (true) {
    if (round_left_ <= kRounding) {
      if (first_acknowledged() > until) break;
      const double queued = first_acknowledged();
      time_ = std::max(time_, queued);
      begin_round(time_);
      queued_ = queued;  // the next round can be sent before all of this one has left
    }
    if (time_ >= until) break;
    if (rate <= 0) {
      if (round_left_ == round_size_) round_start_ = until;
      break;
    }
    const double bytes = std::min(round_left_, (until - time_) * rate);
    leave(bytes, rate);
    sent += bytes;
    if (round_left_ > kRounding) break;
  }
  time_ = std::max(time_, until);
  return sent;
}

}  // namespace tiersim
