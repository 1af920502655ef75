#include "kiosk/shell/record_file.h"

#include <cstdio>
#include <fstream>

namespace asah::shell {

void RecordFile::write(const ui::Ui& ui, std::int64_t at_ms) {
    ++m_frame;
    if (m_path.empty()) {
        return;
    }
    std::string content = ui::to_json(ui.screen_name(), 0, 0, ui.record());
    if (content == m_last) {
        return;
    }
    m_last = std::move(content);
    const std::string temporary = m_path + ".tmp";
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out << ui::to_json(ui.screen_name(), m_frame, at_ms, ui.record()) << '\n';
    }
    std::rename(temporary.c_str(), m_path.c_str());
}

}  // namespace asah::shell
