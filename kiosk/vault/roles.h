// The object identifiers of our roles: 2.25.<UUID>.<role>, an arc that needs no registration
// (X.667). Private to the vault; described in core/ledger/FORMAT.md, section "Roles".
#pragma once

#include <array>
#include <string_view>

#include "kiosk/core/ledger/documents.h"

namespace asah::vault {

struct RoleOid {
    ledger::Role role;
    const char* oid;
};

// The UUID is a random one made for Asah.
inline constexpr std::array<RoleOid, 12> kRoleOids{{
    {ledger::Role::Root, "2.25.211893044531377204587614325998165049133.1"},
    {ledger::Role::Issuing, "2.25.211893044531377204587614325998165049133.2"},
    {ledger::Role::HqTls, "2.25.211893044531377204587614325998165049133.3"},
    {ledger::Role::TerminalTls, "2.25.211893044531377204587614325998165049133.4"},
    {ledger::Role::TerminalSigning, "2.25.211893044531377204587614325998165049133.5"},
    {ledger::Role::TerminalOpening, "2.25.211893044531377204587614325998165049133.6"},
    {ledger::Role::Trainer, "2.25.211893044531377204587614325998165049133.7"},
    {ledger::Role::Receiver, "2.25.211893044531377204587614325998165049133.8"},
    {ledger::Role::Filing, "2.25.211893044531377204587614325998165049133.9"},
    {ledger::Role::Content, "2.25.211893044531377204587614325998165049133.10"},
    {ledger::Role::ReadingOperations, "2.25.211893044531377204587614325998165049133.11"},
    {ledger::Role::ReadingEscrow, "2.25.211893044531377204587614325998165049133.12"},
}};

}  // namespace asah::vault
