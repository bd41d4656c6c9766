#pragma once

#include <ns3/simulator.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/clock.h"
#include "sim/network_model.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// A network for tests with places client, mobile, edge and cloud. Every message takes 1 ms. The
/// first message of a client between two places, also after close_connections(), takes 2 ms more,
/// for its connection. The destructor ends the simulation.
class FixedNetwork final : public NetworkModel {
 public:
  ~FixedNetwork() override { ns3::Simulator::Destroy(); }
  std::size_t place(const std::string& name) const override {
    return static_cast<std::size_t>(std::find(places.begin(), places.end(), name) - places.begin());
  }
  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) override {
    sent.push_back(places[message.from] + ">" + places[message.to] + " " +
                   std::to_string(message.size.value));
    MessageTimes times;
    times.propagation = std::chrono::milliseconds(1);
    const auto [near, far] = std::minmax(message.from, message.to);
    if (open_.insert({message.client, near, far}).second)
      times.connect = std::chrono::milliseconds(2);
    schedule(times.total(), [=] { delivered(times); });
  }
  void close_connections(std::size_t client) override {
    open_.erase(open_.lower_bound({client, 0, 0}), open_.lower_bound({client + 1, 0, 0}));
  }
  std::vector<std::string> sent;  ///< each message so far, such as "mobile>edge 1000"

 private:
  const std::vector<std::string> places{"client", "mobile", "edge", "cloud"};
  std::set<std::tuple<std::size_t, std::size_t, std::size_t>> open_;
};

/// Returns a profile with these samples of service times and load times.
inline StageProfile profile_of(std::vector<MeasuredTime> service, std::vector<MeasuredTime> load) {
  StageProfile profile;
  profile.service = std::move(service);
  profile.load = std::move(load);
  return profile;
}

}  // namespace tiersim
