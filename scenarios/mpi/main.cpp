// tiersim-mpi. Under mpirun or srun, tiersim starts this program beside itself. tiersim itself
// never loads MPI, because it starts other processes, and because it also runs where there is no
// MPI.

#include <boost/mpi/environment.hpp>
#include <csignal>

#include "scenarios/mpi/relay.h"

int main(int argc, char** argv) {
  constexpr int kSocket = 3;
  // These signals go to all processes of a job. tiersim handles them.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  const boost::mpi::environment environment(argc, argv);
  tiersim::Relay({}, kSocket).run();
}
