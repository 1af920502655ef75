// How problems and errors are written for a trainer.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "kiosk/core/base/text.h"
#include "tools/bank/context.h"

namespace asah::bank {

namespace {

constexpr std::size_t kFoundWidthMax = 30;
constexpr std::string_view kGap = "  ";

/// First cells of a problem's line: row, column, found.
using Cells = std::array<std::string, 3>;

std::string cut(const std::string& text) {
    if (character_count(text) <= kFoundWidthMax) {
        return text;
    }
    std::size_t bytes = 0;
    for (std::size_t count = 0; bytes < text.size(); ++bytes) {
        const bool is_start = (static_cast<unsigned char>(text[bytes]) & 0xC0U) != 0x80U;
        count += is_start ? 1U : 0U;
        if (count > kFoundWidthMax - 3) {
            break;
        }
    }
    return text.substr(0, bytes) + "...";
}

Cells cells_of(const Problem& problem) {
    return {problem.place.row > 0 ? std::to_string(problem.place.row) : std::string("-"),
            problem.place.column.empty() ? std::string("-") : problem.place.column,
            cut(problem.found)};
}

void print_padded(std::ostream& out, const std::string& text, std::size_t width) {
    out << text << std::string(width - std::min(width, character_count(text)), ' ') << kGap;
}

}  // namespace

int print_error(const Context& context, const Error& error) {
    const auto words = describe(error, context.catalogue);
    context.err << words.what << '\n' << words.safe << '\n' << words.next << '\n';
    if (!error.detail.empty() && words.what.find(error.detail) == std::string::npos) {
        context.err << "(" << error.detail << ")\n";
    }
    return kExitProblems;
}

void print_problems(const Context& context, const Problems& problems) {
    const Cells heading{context.catalogue.text("bank.row"), context.catalogue.text("bank.column"),
                        context.catalogue.text("bank.found")};
    std::array<std::size_t, 3> widths{};
    const auto widen = [&](const Cells& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            widths[i] = std::max(widths[i], character_count(cells[i]));
        }
    };
    widen(heading);
    for (const auto& problem : problems) {
        widen(cells_of(problem));
    }
    const auto print_cells = [&](const Cells& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            print_padded(context.err, cells[i], widths[i]);
        }
    };
    print_cells(heading);
    context.err << context.catalogue.text("bank.cause") << '\n';
    const std::size_t indent =
        widths[0] + widths[1] + widths[2] + cells_of({}).size() * kGap.size();
    for (const auto& problem : problems) {
        const auto words = describe(problem, context.catalogue);
        print_cells(cells_of(problem));
        context.err << words.cause << '\n'
                    << std::string(indent, ' ') << context.catalogue.text("bank.remedy") << ' '
                    << words.remedy << '\n';
    }
}

}  // namespace asah::bank
