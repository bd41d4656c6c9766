#include "network/analytic_window.h"

#include <algorithm>

namespace tiersim {
namespace {

constexpr double kMinRto = 200e6;   // ns; Linux's least time-out
constexpr double kRounding = 1e-3;  // bytes that are as good as none

}  // namespace

double AnalyticWindow::first_acknowledged() const {
  const bool pairs = sent_ - (round_size_ - round_left_) >= path_->quick;
  return round_start_ + path_->round_trip + (pairs ? path_->pair : 0);
}

void AnalyticWindow::begin_round(double now) {
  if (begun_ && path_->initial < kUnlimited) window_ += round_size_ - round_left_;
  begun_ = true;
  queued_ = round_start_ = now;
  round_size_ = round_left_ = std::min(window_, path_->limit);
}

void AnalyticWindow::resume(double now, double acknowledged) {
  // The last segment waited behind the rest of its round.
  const double time_out = time_ - round_start_ + path_->round_trip + kMinRto;
  time_ = now;
  queued_ = now;
  if (begun_ && now < first_acknowledged()) return;  // the round goes on
  begin_round(now);
  double idle = now - acknowledged;
  while (idle > time_out && window_ > path_->initial) {
    window_ = std::max(window_ / 2, path_->initial);
    idle -= time_out;
    round_size_ = round_left_ = std::min(window_, path_->limit);
  }
}

void AnalyticWindow::send(double bytes, double rate) {
  while (bytes > round_left_) {
    bytes -= round_left_;
    sent_ += round_left_;
    time_ += round_left_ / rate;
    round_left_ = 0;
    time_ = std::max(time_, first_acknowledged());
    begin_round(time_);
  }
  round_left_ -= bytes;
  sent_ += bytes;
  time_ += bytes / rate;
}

double AnalyticWindow::send_until(double until, double rate) {
  double sent = 0;
  while (true) {
    if (round_left_ <= kRounding) {
      if (first_acknowledged() > until) break;
      time_ = std::max(time_, first_acknowledged());
      begin_round(time_);
    }
    if (time_ >= until) break;
    if (rate <= 0) {
      if (round_left_ == round_size_) round_start_ = until;
      break;
    }
    const double bytes = std::min(round_left_, (until - time_) * rate);
    round_left_ -= bytes;
    sent_ += bytes;
    sent += bytes;
    time_ += bytes / rate;
    if (round_left_ > kRounding) break;
  }
  time_ = std::max(time_, until);
  return sent;
}

}  // namespace tiersim
