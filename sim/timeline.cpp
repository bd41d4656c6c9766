#include "sim/timeline.h"

#include <utility>

#include "sim/clock.h"

namespace tiersim {
namespace {

class SimulatedTimeline final : public Timeline {
 public:
  Duration now() const override { return SimClock::now().time_since_epoch(); }
  void after(Duration delay, std::function<void()> event) override {
    schedule(delay, std::move(event));
  }
};

}  // namespace

Timeline& simulated_timeline() {
  static SimulatedTimeline timeline;
  return timeline;
}

}  // namespace tiersim
