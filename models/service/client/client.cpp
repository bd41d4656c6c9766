#include "models/service/client/client.h"

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "models/service/wire/frame_layout.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

RequestEnd end_of(Status status) {
  switch (status) {
    case Status::ok:
      return RequestEnd::answered;
    case Status::dropped:
      return RequestEnd::dropped;
    case Status::failed:
      return RequestEnd::failed;
    case Status::unreachable:
      break;
  }
  return RequestEnd::unreachable;
}

WireMessage first_message(const RequestOrder& order, std::uint64_t request,
                          std::uint16_t endpoint) {
  WireMessage message;
  message.own_connection = order.own_connection;
  message.warm_up = order.warm_up;
  message.request = request;
  message.client = order.client;
  message.sample = order.sample;
  message.route = order.route;
  message.wire_bytes = order.payload;
  message.stamps.emplace_back().endpoint = endpoint;
  return message;
}

}  // namespace

const char* name_of(RequestEnd end) {
  switch (end) {
    case RequestEnd::answered:
      return "answered";
    case RequestEnd::dropped:
      return "dropped";
    case RequestEnd::failed:
      return "failed";
    case RequestEnd::unreachable:
      return "unreachable";
    case RequestEnd::refused:
      return "refused";
    case RequestEnd::reset:
      return "reset";
    case RequestEnd::timeout:
      break;
  }
  return "timeout";
}

Client::Client(boost::asio::io_context& context, const PeerOptions& options)
    : context_(context),
      peers_(context, options,
             {[this](WireMessage&& message, Account&&) { received(std::move(message)); },
              [this](WireMessage&& message, Account&&, const std::string& problem) {
                RequestReport report;
                report.end = RequestEnd::refused;
                report.problem = problem;
                report.stamps = std::move(message.stamps);
                end(message.request, std::move(report));
              },
              [this](const ConnectionKey& key, const std::string& problem) {
                end_all(key, problem);
              }}),
      endpoint_(options.endpoint) {}

Client::~Client() { stop(); }

std::uint64_t Client::send(const RequestOrder& order, Done done) {
  if (order.route.empty() || order.route.size() > kMostStops ||
      order.route.back().endpoint != endpoint_ || order.payload > kMostFiller)
    throw std::invalid_argument("a request needs a route that ends at its client");
  const std::uint64_t request = next_++;
  Waiting& waiting = waiting_[request];
  waiting.order = order;
  waiting.done = std::move(done);
  if (waiting.order.scheduled == 0) waiting.order.scheduled = monotonic_now();
  if (order.timeout.count() > 0) await_timeout(request, waiting);
  // Not inside this call: the message may fail at once, and then `done` runs.
  boost::asio::post(context_, [this, request] {
    const auto found = waiting_.find(request);
    if (found == waiting_.end()) return;
    WireMessage message = first_message(found->second.order, request, endpoint_);
    message.stamps.back().sending = monotonic_now();
    found->second.sent = message.stamps.back();
    peers_.send(std::move(message));
  });
  return request;
}

void Client::await_timeout(std::uint64_t request, Waiting& waiting) {
  waiting.timer = std::make_unique<boost::asio::steady_timer>(context_);
  const auto since = std::chrono::nanoseconds(monotonic_now() - waiting.order.scheduled);
  waiting.timer->expires_after(waiting.order.timeout - since);
  waiting.timer->async_wait([this, request](const boost::system::error_code& cancelled) {
    if (cancelled || waiting_.count(request) == 0) return;
    RequestReport report;
    report.end = RequestEnd::timeout;
    report.problem = "no answer in time";
    end(request, std::move(report));
  });
}

void Client::received(WireMessage&& message) {
  if (message.type != MessageType::answer) throw ProtocolError("a client computes nothing");
  RequestReport report;
  report.end = end_of(message.status);
  if (message.status != Status::ok)
    report.problem.assign(message.content.begin(), message.content.end());
  report.prediction = message.prediction;
  report.finished = message.stamps.back().received_all;
  report.stamps = std::move(message.stamps);
  end(message.request, std::move(report));
}

void Client::end(std::uint64_t request, RequestReport&& report) {
  auto found = waiting_.extract(request);
  if (found.empty()) return;  // given up before
  Waiting& waiting = found.mapped();
  report.request = request;
  report.scheduled = waiting.order.scheduled;
  if (report.finished == 0) report.finished = monotonic_now();
  if (report.stamps.empty()) report.stamps.push_back(waiting.sent);
  waiting.timer.reset();
  if (waiting.order.own_connection) peers_.close({true, request});
  waiting.done(std::move(report));
}

void Client::end_all(const ConnectionKey& key, const std::string& problem) {
  std::vector<std::uint64_t> lost;
  for (const auto& [request, waiting] : waiting_) {
    const bool own = waiting.order.own_connection;
    if (ConnectionKey{own, own ? request : waiting.order.client} == key) lost.push_back(request);
  }
  for (const std::uint64_t request : lost) {
    RequestReport report;
    report.end = RequestEnd::reset;
    report.problem = problem;
    end(request, std::move(report));
  }
}

void Client::close(std::uint32_t client) {
  peers_.close({false, client});
  boost::asio::post(context_, [this, client] { end_all({false, client}, "closed by the client"); });
}

void Client::stop() {
  peers_.stop();
  waiting_.clear();
}

}  // namespace tiersim::service
