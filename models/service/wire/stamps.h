#pragma once

#include <cstdint>
#include <ctime>

namespace tiersim::service {

/// Now, in nanoseconds of CLOCK_MONOTONIC. All processes of one host share this clock, also those
/// in different network namespaces.
inline std::int64_t monotonic_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

/// When a process handled a request: one record for each process that the request passed, in the
/// order of time. All times are nanoseconds of CLOCK_MONOTONIC; 0 if the step did not happen.
struct Stamps {
  std::uint16_t endpoint{0};  ///< the process that wrote this record
  std::int16_t stage{-1};     ///< the stage that it computed; -1: none
  std::uint32_t batch{0};     ///< requests that were computed together; 0: none
  std::int64_t cpu{0};        ///< CPU time of the computation, of the whole batch

  std::int64_t received_first{0};  ///< the first byte of the message was read
  std::int64_t received_all{0};    ///< the last byte of the message was read
  std::int64_t queued{0};          ///< the request began to wait for a worker
  std::int64_t started{0};         ///< a worker took the request
  std::int64_t loaded{0};          ///< the model was loaded; equal to `started` in a warm worker
  std::int64_t ended{0};           ///< the worker had the output
  std::int64_t sending{0};         ///< the next message was ready to be sent
  std::int64_t connected{0};       ///< the connection for that message was open
  std::int64_t sent_first{0};      ///< the first byte of that message was handed to the socket
  std::int64_t sent_last{0};       ///< the last byte of that message was handed to the socket
};

}  // namespace tiersim::service
