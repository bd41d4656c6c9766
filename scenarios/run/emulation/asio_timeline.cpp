#include "scenarios/run/emulation/asio_timeline.h"

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <utility>

#include "models/service/wire/stamps.h"

namespace tiersim {

Duration AsioTimeline::now() const { return Duration(service::monotonic_now()); }

void AsioTimeline::after(Duration delay, std::function<void()> event) {
  auto timer = std::make_shared<boost::asio::steady_timer>(context_, delay);
  timer->async_wait([timer, event = std::move(event)](const boost::system::error_code& cancelled) {
    if (!cancelled) event();
  });
}

}  // namespace tiersim
