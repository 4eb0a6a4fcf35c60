#pragma once

#include "models/domain/contactfields.h"
#include "models/domain/newlead.h"

#include <QVarLengthArray>

namespace pl {

/// Tidies and checks the fields of one new lead. First and last name, e-mail address, phone number and service may be
/// unknown, which is an empty text, as long as the person can be reached: by a phone number, even one that nobody can
/// have, or by an e-mail address.
class LeadCheck
{
public:
    /// Who gave the lead. A program says by null what it doesn't know; anything else that is empty is a mistake. A
    /// person leaves it empty.
    enum class From { Program, Person };

    explicit LeadCheck(From from) : m_from(from) {}

    /// This field was null; it is named if the lead is not enough.
    void setUnknown(const char *field) { m_unknown.append(field); }
    /// What was wrong already; such a field is not checked.
    void addErrors(const QList<FieldError> &errors);
    /// The lead, or an InvalidInput that names every wrong field.
    Result<NewLead> finish(NewLead lead);

private:
    bool isWanted(const char *field, const QString &text);
    bool isMissing(const char *field) const;
    void checkPerson(NewLead &lead);
    void checkPhoneNumber(NewLead &lead);
    void checkPlaces(NewLead &lead);
    void checkConsent(NewLead &lead);
    void nameWhatIsMissing();

    const From m_from;
    QVarLengthArray<const char *, 8> m_unknown;
    FieldErrors m_errors;
};

} // namespace pl
