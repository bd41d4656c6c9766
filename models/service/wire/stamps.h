#pragma once

#include <cstdint>
#include <ctime>

namespace tiersim::service {

/// Returns the present time of CLOCK_MONOTONIC in nanoseconds. All processes of one machine share
/// this clock, also if they are in different network namespaces.
inline std::int64_t monotonic_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

/// The times at which one process handled a request at one stop of its route. A message carries
/// such a record for its client and for each stop that it has reached. All points of time are
/// nanoseconds of CLOCK_MONOTONIC. A time is 0 if its step did not happen.
struct Stamps {
  std::uint16_t endpoint{0};  ///< number of the process that wrote this record
  std::int16_t stage{-1};     ///< index of the stage that the process computed; -1: none
  std::uint32_t batch{0};     ///< number of requests that were computed together; 0: none
  std::int64_t cpu{0};        ///< CPU time of computing the whole batch, in nanoseconds

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
