#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace tiersim::service {

class Connection;

/// Counts the memory of one received message for the connection over which the message came. A
/// connection does not read while its messages need more memory than PeerOptions::most_stored. Keep
/// this object together with the message. Its destructor subtracts the memory again.
class Account {
 public:
  /// An account for a message that this process made itself. It counts for no connection.
  Account() = default;
  /// Adds `bytes` to the memory that the messages of `source` need, if that connection still
  /// exists.
  Account(std::weak_ptr<Connection> source, std::size_t bytes);
  ~Account();
  Account(Account&& other) noexcept { *this = std::move(other); }
  Account& operator=(Account&& other) noexcept {
    std::swap(source_, other.source_);
    std::swap(bytes_, other.bytes_);
    std::swap(is_received_, other.is_received_);
    return *this;
  }

  /// Whether the connection over which the message came is still open. If it has closed, nobody
  /// waits for an answer to the message. Returns true for a message that this process made itself.
  bool is_open() const;

 private:
  std::weak_ptr<Connection> source_;
  std::size_t bytes_{0};
  bool is_received_{false};
};

}  // namespace tiersim::service
