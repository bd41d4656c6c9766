#pragma once

namespace tiersim::service {

/// Runs as the worker process of a tier service, which is at the other end of `socket`. The first
/// message gives the role (WorkerRole in models/service/serving/worker_messages.h) and the stage.
/// Then the process answers batches. An error in a batch becomes StageResult::problem. Returns when
/// the service closes the socket, or, with the role `compute`, after an "error" reply if the stage
/// could not be loaded. A process with the role `cold` ends itself after its batch. Throws an
/// exception if the first message is damaged, or, with the role `inputs`, if the test set cannot be
/// read.
void work_for_service(int socket);

}  // namespace tiersim::service
