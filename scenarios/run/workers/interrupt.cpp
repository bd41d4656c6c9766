#include "scenarios/run/workers/interrupt.h"

namespace tiersim {
namespace {

volatile std::sig_atomic_t caught = 0;
int watches = 0;

}  // namespace

InterruptWatch::InterruptWatch() {
  if (watches++ == 0) caught = 0;
  struct sigaction action {};
  action.sa_handler = [](int) { caught = 1; };
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
}

InterruptWatch::~InterruptWatch() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
  --watches;
}

bool InterruptWatch::interrupted() const { return caught != 0; }

}  // namespace tiersim
