#pragma once

#include <boost/mpi/communicator.hpp>
#include <chrono>
#include <list>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Carries the messages of one rank's tiersim, at the other end of a socket, over MPI.
///
/// Never waits in MPI, which would keep a core busy, but for broadcasts; and never for its tiersim,
/// which may be waiting for it.
class Relay {
 public:
  Relay(boost::mpi::communicator world, int socket);

  /// Until rank 0's tiersim has said how all end, or died.
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
  bool open_{true};       ///< tiersim is there
  bool ended_{false};     ///< it is known how all end
  int ranks_ended_{1};    ///< of which rank 0 will hear no more
  std::list<Sent> sent_;  ///< what MPI may not have taken yet
  std::string waiting_;   ///< what tiersim has not taken yet
  std::chrono::steady_clock::time_point active_;
};

}  // namespace tiersim
