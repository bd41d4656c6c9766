#include "models/service/transport/account.h"

#include "models/service/transport/connection.h"

namespace tiersim::service {

Account::Account(std::weak_ptr<Connection> source, std::size_t bytes)
    : source_(std::move(source)), bytes_(bytes), is_received_(true) {
  if (const auto connection = source_.lock()) connection->store(bytes_);
}

Account::~Account() {
  if (const auto connection = source_.lock()) connection->release(bytes_);
}

bool Account::is_open() const {
  if (!is_received_) return true;
  const auto connection = source_.lock();
  return connection && connection->is_open();
}

}  // namespace tiersim::service
