// Places and names; no file is touched here.
#include <algorithm>

#include "kiosk/core/base/files.h"

namespace asah {

namespace {

constexpr std::size_t kNameMax = 160;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

}  // namespace

std::string FilePath::below() const {
    auto at = m_base_size;
    while (at < m_text.size() && m_text[at] == '/') {
        ++at;
    }
    return m_text.substr(at);
}

SharedFolder::SharedFolder(std::string path) : m_path(std::move(path)) {
    while (m_path.size() > 1 && m_path.back() == '/') {
        m_path.pop_back();
    }
}

SharedFolder::operator FilePath() const {
    FilePath path(m_path);
    path.m_base_size = m_path.size();
    return path;
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= kNameMax && name != "." && name != ".." &&
           std::all_of(name.begin(), name.end(), is_plain);
}

std::string shown_name(std::string_view name) {
    std::string out(name.substr(0, kNameMax));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

std::string_view kind_word(FileKind kind) {
    switch (kind) {
        case FileKind::File:
            return "file";
        case FileKind::Folder:
            return "folder";
        case FileKind::Link:
            return "link";
        case FileKind::Pipe:
            return "pipe";
        case FileKind::Socket:
            return "socket";
        case FileKind::Device:
            return "device";
        case FileKind::BadName:
            return "bad name";
    }
    return "file";
}

Error skipped_item(const FilePath& folder, const FolderItem& item) {
    auto detail = folder.text() + "/" + shown_name(item.name);
    detail.append(": ").append(kind_word(item.kind));
    return {ErrorCode::FileUnreadable, std::move(detail), {}};
}

}  // namespace asah
