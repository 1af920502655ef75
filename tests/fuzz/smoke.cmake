# Runs one fuzz target over its corpus for a fixed number of inputs from a fixed seed. New inputs go to
# WORK, which is emptied first, so that every run is the same.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
execute_process(
    COMMAND ${PROGRAM} -runs=${RUNS} -seed=1 -max_len=8192 -timeout=10 -rss_limit_mb=1024
            -artifact_prefix=${WORK}/ -print_final_stats=0 ${WORK} ${CORPUS}
    WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the target crashed (${result}); its input lies in ${WORK}")
endif()
