#pragma once

#include <boost/asio/io_context.hpp>

#include "sim/timeline.h"

namespace tiersim {

/// A timeline of real time. now() is the time of CLOCK_MONOTONIC. Events run in the thread that
/// runs the io_context.
class AsioTimeline final : public Timeline {
 public:
  /// Makes a timeline whose events `context` runs. `context` must outlive this object.
  explicit AsioTimeline(boost::asio::io_context& context) : context_(context) {}

  Duration now() const override;
  void after(Duration delay, std::function<void()> event) override;

 private:
  boost::asio::io_context& context_;
};

}  // namespace tiersim
