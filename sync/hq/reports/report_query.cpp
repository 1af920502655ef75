#include "sync/hq/reports/report_query.h"

#include <string>

namespace asah::hq {

namespace reports_sql {
std::string_view embedded_file(std::string_view name);
}  // namespace reports_sql

std::string_view report_query(std::string_view name) {
    return reports_sql::embedded_file("sql/" + std::string(name) + ".sql");
}

}  // namespace asah::hq
