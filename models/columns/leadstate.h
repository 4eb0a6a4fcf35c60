#pragma once

#include "models/columns/leadrow.h"

#include <cstdint>

namespace pl::columns {

/// What a lead is at, in 11 bits: conditions on it are one look into a table of all states.
class LeadState
{
public:
    static constexpr std::size_t kCount = 1 << 11;

    constexpr LeadState() = default;
    explicit LeadState(const LeadRow &lead)
        : m_bits(
              static_cast<std::uint16_t>(static_cast<unsigned>(lead.status) | static_cast<unsigned>(lead.urgency) << 2 |
                                         (lead.closedReason ? static_cast<unsigned>(*lead.closedReason) + 1 : 0u) << 4 |
                                         unsigned(lead.acceptedAt.has_value()) << 7 | unsigned(lead.isTest) << 8 |
                                         unsigned(lead.isDuplicate) << 9 | unsigned(lead.isErased) << 10))
    {
    }
    /// Of a table of all states.
    static LeadState at(std::size_t index)
    {
        LeadState state;
        state.m_bits = static_cast<std::uint16_t>(index);
        return state;
    }
    std::size_t index() const { return m_bits; }
    /// False for bits that no lead has: they are of a file, say.
    bool isKnown() const { return m_bits < kCount && (m_bits & 3) != 3 && (m_bits >> 2 & 3) != 3; }

    LeadStatus status() const { return static_cast<LeadStatus>(m_bits & 3); }
    Urgency urgency() const { return static_cast<Urgency>(m_bits >> 2 & 3); }
    std::optional<ClosedReason> closedReason() const
    {
        const int reason = m_bits >> 4 & 7;
        return reason == 0 ? std::nullopt : std::optional(static_cast<ClosedReason>(reason - 1));
    }
    bool isAccepted() const { return m_bits >> 7 & 1; }
    bool isTest() const { return m_bits >> 8 & 1; }
    bool isDuplicate() const { return m_bits >> 9 & 1; }
    bool isErased() const { return m_bits >> 10 & 1; }
    bool isUnanswered() const { return status() == LeadStatus::Assigned && !isAccepted(); }

    bool operator==(const LeadState &) const = default;

private:
    std::uint16_t m_bits = 0;
};

} // namespace pl::columns
