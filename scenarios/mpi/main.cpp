// tiersim-mpi: started by tiersim under mpirun or srun, so that no process that starts others, and
// none that runs without MPI, ever has MPI in it.

#include <boost/mpi/environment.hpp>
#include <csignal>

#include "scenarios/mpi/relay.h"

int main(int argc, char** argv) {
  constexpr int kSocket = 3;
  // They go to all processes of a job, and are tiersim's to handle.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  const boost::mpi::environment environment(argc, argv);
  tiersim::Relay({}, kSocket).run();
}
