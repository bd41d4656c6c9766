#pragma once

namespace tiersim::service {

/// The worker process of a tier service: does what the service at the other end of the socket says
/// (models/service/serving/worker_messages.h) until that end closes.
void work_for_service(int socket);

}  // namespace tiersim::service
