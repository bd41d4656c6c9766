# Writes the revision to ${OUTPUT}, only where it changed, so that nothing is rebuilt for nothing.
execute_process(COMMAND git describe --always --dirty --abbrev=12
  WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
  RESULT_VARIABLE failed)
if(failed)
  set(revision unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[
#include "scenarios/run/store/version.h"
namespace tiersim {
const char* const kVersion = "@VERSION@";
const char* const kGitRevision = "@revision@";
}  // namespace tiersim
]] @ONLY)
