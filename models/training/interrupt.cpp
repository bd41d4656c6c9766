#include "models/training/interrupt.h"

namespace tiersim::models {
namespace {

volatile std::sig_atomic_t noted = 0;

void note(int number, struct sigaction& before) {
  sigaction(number, nullptr, &before);
  if (before.sa_handler != SIG_DFL) return;  // it has another handler
  struct sigaction action {};
  action.sa_handler = [](int signal) { noted = signal; };
  sigaction(number, &action, nullptr);
}

}  // namespace

NotedInterrupt::NotedInterrupt() {
  noted = 0;
  note(SIGINT, before_int_);
  note(SIGTERM, before_term_);
}

NotedInterrupt::~NotedInterrupt() { restore(); }

bool NotedInterrupt::arrived() { return noted != 0; }

void NotedInterrupt::obey() {
  restore();
  std::raise(noted);
}

void NotedInterrupt::restore() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
}

}  // namespace tiersim::models
