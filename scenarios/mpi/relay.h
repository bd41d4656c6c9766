#pragma once

#include <boost/mpi/communicator.hpp>
#include <chrono>
#include <list>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Carries messages between the other ranks, over MPI, and the tiersim of this rank, over a socket.
///
/// It does not wait inside MPI, except in broadcasts, because waiting in MPI keeps a core busy. It
/// never waits for its tiersim, because that may be waiting for the relay.
class Relay {
 public:
  Relay(boost::mpi::communicator world, int socket);

  /// Runs until rank 0's tiersim has said with which status all ranks end, or has died.
  void run();

 private:
  enum Tag { kMessage, kBroadcast, kEnd, kEnded };
  struct Sent {
    std::string bytes;
    boost::mpi::request request;
  };

  void wait();
  void take_from_tiersim();
  void lose_tiersim();
  void end(const nlohmann::json& frame);
  void take_from_ranks();
  void take(int from, int tag, std::string bytes);
  void send(int to, Tag tag, std::string bytes);
  void broadcast(std::string bytes);
  void hand_on(const nlohmann::json& frame);
  void push();
  bool done() const;

  boost::mpi::communicator world_;
  int socket_;
  bool open_{true};       ///< the socket to tiersim is open
  bool ended_{false};     ///< it is known with which status all ranks end
  int ranks_ended_{1};    ///< ranks that will send nothing more; only rank 0 counts them
  std::list<Sent> sent_;  ///< messages that MPI may not have sent yet
  std::string waiting_;   ///< bytes that tiersim has not read yet
  std::chrono::steady_clock::time_point active_;
};

}  // namespace tiersim
