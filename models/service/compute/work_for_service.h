#pragma once

namespace tiersim::service {

/// Runs as the worker process of a tier service, which is at the other end of `socket`. Loads a
/// stage and computes batches as the messages of the service say
/// (models/service/serving/worker_messages.h). Returns when the service closes the socket, or when
/// the stage could not be loaded. Throws ProtocolError if a message is damaged. A process with the
/// role WorkerRole::cold ends itself after its batch.
void work_for_service(int socket);

}  // namespace tiersim::service
