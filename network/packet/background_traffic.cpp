#include "network/packet/background_traffic.h"

#include <ns3/inet-socket-address.h>
#include <ns3/packet.h>
#include <ns3/udp-socket-factory.h>

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>

#include "network/packet/discard_received.h"
#include "sim/clock.h"

namespace tiersim {
BackgroundTraffic::BackgroundTraffic(const Settings& settings, const ns3::Ptr<ns3::Node>& from,
                                     const ns3::Ptr<ns3::Node>& to,
                                     const ns3::Ipv4Address& to_address, std::uint64_t seed)
    : settings_(settings), random_(seed) {
  if (settings.rate.value <= 0) return;
  interval_ =
      Duration(std::llround(8e9 * static_cast<double>(settings.payload) / settings.rate.value));
  const ns3::InetSocketAddress address(to_address, settings.port);
  const ns3::TypeId type = ns3::UdpSocketFactory::GetTypeId();
  receiver_ = ns3::Socket::CreateSocket(to, type);
  receiver_->Bind(address);
  receiver_->SetRecvCallback(ns3::MakeCallback(&discard_received));
  sender_ = ns3::Socket::CreateSocket(from, type);
  sender_->Bind();
  sender_->Connect(address);
}

double BackgroundTraffic::uniform() {
  return boost::random::uniform_01<double>()(random_.engine());
}

Duration BackgroundTraffic::exponential(Duration mean) {
  return Duration(
      std::llround(static_cast<double>(mean.count()) *
                   boost::random::exponential_distribution<double>()(random_.engine())));
}

void BackgroundTraffic::start() {
  if (!sender_) return;
  const Duration first(std::llround(uniform() * static_cast<double>(interval_.count())));
  if (always_on()) return schedule(first, [this] { send(); });
  const double on = static_cast<double>(settings_.on.count());
  const double off = static_cast<double>(settings_.off.count());
  if (uniform() < on / (on + off)) return begin_on(first);
  schedule(exponential(settings_.off), [this] { begin_on(Duration{0}); });
}

void BackgroundTraffic::begin_on(Duration first_packet) {
  on_left_ = exponential(settings_.on);
  schedule(first_packet, [this] { send(); });
}

void BackgroundTraffic::send() {
  sender_->Send(ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(settings_.payload)));
  if (!always_on()) {
    on_left_ -= interval_;
    if (on_left_.count() <= 0)
      return schedule(interval_ + exponential(settings_.off), [this] { begin_on(Duration{0}); });
  }
  schedule(interval_, [this] { send(); });
}

}  // namespace tiersim
