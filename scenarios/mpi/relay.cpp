#include "scenarios/mpi/relay.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/mpi/collectives/broadcast.hpp>
#include <cerrno>
#include <utility>

#include "sim/base/frame.h"

namespace tiersim {
namespace {

namespace mpi = boost::mpi;
using Clock = std::chrono::steady_clock;

std::string to_bytes(const nlohmann::json& message) {
  std::string bytes;
  nlohmann::json::to_cbor(message, bytes);
  return bytes;
}

}  // namespace

Relay::Relay(mpi::communicator world, int socket)
    : world_(std::move(world)), socket_(socket), active_(Clock::now()) {}

void Relay::run() {
  hand_on({{"rank", world_.rank()}, {"size", world_.size()}});
  while (!done()) {
    wait();
    take_from_ranks();
    sent_.remove_if([](Sent& sent) { return sent.request.test().has_value(); });
    push();
  }
}

bool Relay::done() const {
  return ended_ && sent_.empty() && waiting_.empty() &&
         (world_.rank() != 0 || ranks_ended_ == world_.size());
}

/// Waits until tiersim has sent something, or until it is time to ask MPI for messages. MPI does
/// not signal that a message has come. The longer none has come, the less often MPI is asked: a
/// message is late by at most a quarter of the silence before it.
void Relay::wait() {
  constexpr std::chrono::nanoseconds kShortest = std::chrono::microseconds(500),
                                     kLongest = std::chrono::milliseconds(10);
  const std::chrono::nanoseconds silence = Clock::now() - active_;
  const auto patience = std::clamp(silence / 4, kShortest, kLongest);
  const timespec limit{0, patience.count()};
  const int events = POLLIN | (waiting_.empty() ? 0 : POLLOUT);
  pollfd found{open_ ? socket_ : -1, static_cast<short>(events), 0};
  if (ppoll(&found, 1, &limit, nullptr) > 0 && (found.revents & ~POLLOUT) != 0) take_from_tiersim();
}

void Relay::take_from_tiersim() {
  std::optional<nlohmann::json> frame;
  try {
    frame = read_frame(socket_);
  } catch (const ProtocolError&) {
    // tiersim died in the middle of a message.
  }
  if (!frame) return lose_tiersim();
  active_ = Clock::now();
  if (frame->contains("end")) {
    end(*frame);
  } else if (const int to = frame->at("to"); to >= 0) {
    send(to, kMessage, to_bytes(frame->at("message")));
  } else {
    broadcast(to_bytes(frame->at("message")));
  }
}

void Relay::lose_tiersim() {
  open_ = false;
  waiting_.clear();
  if (ended_) return;
  // MPI_Abort() is of no use: some launchers ignore it.
  if (world_.rank() == 0)
    end({{"end", 1}});
  else
    send(0, kMessage, to_bytes({{"gone", true}}));
}

void Relay::end(const nlohmann::json& frame) {
  for (int rank = 1; rank < world_.size(); ++rank) send(rank, kEnd, to_bytes(frame));
  ended_ = true;
}

void Relay::take_from_ranks() {
  while (const auto found = world_.iprobe()) {
    std::string bytes(static_cast<std::size_t>(*found->count<char>()), '\0');
    world_.recv(found->source(), found->tag(), bytes.data(), static_cast<int>(bytes.size()));
    take(found->source(), found->tag(), std::move(bytes));
    active_ = Clock::now();
  }
}

void Relay::take(int from, int tag, std::string bytes) {
  if (tag == kEnded) {
    ++ranks_ended_;
  } else if (tag == kEnd) {
    hand_on(nlohmann::json::from_cbor(bytes));
    ended_ = true;
    send(0, kEnded, "");
  } else {
    if (tag == kBroadcast) {
      bytes.resize(std::stoul(bytes));
      mpi::broadcast(world_, bytes.data(), static_cast<int>(bytes.size()), 0);
    }
    hand_on({{"from", from}, {"message", nlohmann::json::from_cbor(bytes)}});
  }
}

void Relay::send(int to, Tag tag, std::string bytes) {
  Sent& sent = sent_.emplace_back(Sent{std::move(bytes), {}});
  sent.request = world_.isend(to, tag, sent.bytes.data(), static_cast<int>(sent.bytes.size()));
}

/// First tells each rank that a broadcast comes, so that none waits for it inside MPI too early.
void Relay::broadcast(std::string bytes) {
  for (int rank = 1; rank < world_.size(); ++rank)
    send(rank, kBroadcast, std::to_string(bytes.size()));
  mpi::broadcast(world_, bytes.data(), static_cast<int>(bytes.size()), 0);
}

void Relay::hand_on(const nlohmann::json& frame) {
  if (open_) waiting_ += to_frame(frame);
  push();
}

void Relay::push() {
  while (!waiting_.empty()) {
    const ssize_t put =
        ::send(socket_, waiting_.data(), waiting_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      if (errno != EAGAIN) lose_tiersim();
      return;
    }
    waiting_.erase(0, static_cast<std::size_t>(put));
  }
}

}  // namespace tiersim
