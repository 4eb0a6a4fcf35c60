#pragma once

#include "models/mapping/answerlist.h"
#include "models/mapping/mapper.h"

namespace pl::mapping {

/// Builds one lead, field by field. What doesn't fit its field goes to the answers as it was sent.
class LeadBuilder
{
public:
    LeadBuilder(const BodyTree &tree, const Mapping &mapping, const QStringList &services)
        : m_finder(tree), m_mapping(mapping), m_services(services)
    {
    }

    Mapped build();

private:
    QString sent(LeadField field, const QString &separator = QStringLiteral(", "),
                 const std::function<bool(const QString &)> &fits = {});
    QString sentLine(LeadField field, qsizetype length);
    QString fallback(LeadField field) const { return m_mapping.fields.value(field).fallback; }
    void readName();
    QString checkedName(const QString &name, const char *question);
    void readEmailAddress();
    void readPhoneNumber();
    void readService();
    void readUrgency();
    void readPlace();
    void readCost();
    void readConsent();
    void readOrigin();
    void readPageQuery();
    void noteMissing();

    FieldFinder m_finder;
    const Mapping &m_mapping;
    const QStringList &m_services;
    MappedLead m_lead;
    AnswerList m_answers;
    QString m_unknownService;
};

} // namespace pl::mapping
