#pragma once

#include "models/domain/lead.h"

#include <string_view>

namespace pl::columns {

/// Between the parts of `address` and `words`: no search finds anything across it.
inline constexpr char kPartEnd = '\x1f';

/// A lead as LeadColumns takes it: texts are UTF-8 that somebody else keeps until the call returns. Made for reading
/// a million rows from a file without a QString each; lead by lead, LeadTexts makes one.
struct LeadRow
{
    QUuid id;
    qint64 version = 1;
    Timestamp createdAt;
    Timestamp updatedAt;
    std::optional<Timestamp> assignedAt = {};
    std::optional<Timestamp> acceptedAt = {};
    std::optional<Timestamp> completedAt = {};
    Urgency urgency = Urgency::Week;
    LeadStatus status = LeadStatus::New;
    std::optional<ClosedReason> closedReason = {};
    std::optional<Attention> attention = {};
    std::optional<qint64> sourceCostCents = {}; ///< what the source itself said it charged
    bool isTest = false;
    bool isDuplicate = false;
    bool isErased = false; ///< the customer's data were erased: the lead has no name
    QUuid plumber = {};    ///< null: none
    QUuid source = {};     ///< null: none
    std::string_view firstName = {};
    std::string_view lastName = {};
    std::string_view email = {};
    std::string_view phone = {}; ///< E.164
    std::string_view service = {};
    std::string_view zip = {};
    std::string_view address = {}; ///< street, city, state, the phone's extension
    std::string_view words = {};   ///< description, external id, and leadWords() of answers and origin
};

/// A Lead's texts as UTF-8, for as long as this lives.
class LeadTexts
{
public:
    explicit LeadTexts(const Lead &lead);
    LeadTexts(const LeadTexts &) = delete;
    LeadTexts &operator=(const LeadTexts &) = delete;

    const LeadRow &row() const { return m_row; }

private:
    QByteArray m_firstName, m_lastName, m_email, m_phone, m_service, m_zip, m_address, m_words;
    LeadRow m_row;
};

/// LeadRow::address: what a file may keep beside the row.
QByteArray leadAddress(const Lead &lead);
/// LeadRow::words: the same. Names and values of answers and origin as they were sent.
QByteArray leadWords(const Lead &lead);

} // namespace pl::columns
