#include "ui/sorting/leadpreview.h"

#include "models/domain/contactfields.h"
#include "models/replica/candidatefinder.h"
#include "ui/sorting/bodymodel.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QGridLayout>

namespace pl::ui {

using mapping::LeadField;
using mapping::MappedLead;

LeadPreview::LeadPreview(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_problem(new PlainLabel(this))
    , m_others(new PlainLabel(this))
    , m_facts(new QWidget(this))
{
    setObjectName(QStringLiteral("leadPreview"));
    m_problem->setObjectName(QStringLiteral("previewProblem"));
    m_problem->setWordWrap(true);
    m_others->setObjectName(QStringLiteral("previewOthers"));
    m_others->setForegroundRole(QPalette::PlaceholderText);
    auto *grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaledPx(this, 8));
    grid->setVerticalSpacing(scaledPx(this, 6));
    grid->setColumnMinimumWidth(0, scaledPx(this, 84));
    grid->setColumnStretch(2, 1);
    m_name = addFact(*grid, "previewName", tr("Name"));
    m_name.text->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_phone = addFact(*grid, "previewPhone", tr("Phone"));
    m_email = addFact(*grid, "previewEmail", tr("E-mail"));
    m_service = addFact(*grid, "previewService", tr("Service"));
    m_urgency = addFact(*grid, "previewUrgency", tr("Urgency"));
    m_zip = addFact(*grid, "previewZip", tr("ZIP"));
    m_place = addFact(*grid, "previewPlace", tr("Address"));
    m_cost = addFact(*grid, "previewCost", tr("Cost"));
    m_test = addFact(*grid, "previewTest", tr("Test"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(m_problem);
    rows->addWidget(m_facts);
    rows->addWidget(m_others);
}

LeadPreview::Fact LeadPreview::addFact(QGridLayout &grid, const char *name, const QString &title)
{
    const int row = grid.rowCount();
    Fact fact{new PlainLabel(title, m_facts), new ElidedLabel(m_facts), new ElidedLabel(m_facts)};
    fact.title->setForegroundRole(QPalette::PlaceholderText);
    fact.text->setObjectName(QLatin1StringView(name));
    fact.aside->setObjectName(QLatin1StringView(name) + QStringLiteral("Aside"));
    fact.aside->setTone(ElidedLabel::Tone::Quiet);
    grid.addWidget(fact.title, row, 0);
    grid.addWidget(fact.text, row, 1);
    grid.addWidget(fact.aside, row, 2);
    return fact;
}

/// Without a text it says what is unknown; without that the fact is hidden.
void LeadPreview::show(const Fact &fact, const QString &text, const QString &unknown, const QString &aside)
{
    const bool isKnown = !text.isEmpty();
    fact.text->setText(isKnown ? text : unknown);
    fact.text->setTone(isKnown ? ElidedLabel::Tone::Normal : ElidedLabel::Tone::Quiet);
    fact.aside->setText(isKnown ? aside : QString());
    fact.title->setVisible(!fact.text->text().isEmpty());
    fact.text->setVisible(!fact.text->text().isEmpty());
    fact.aside->setVisible(!fact.aside->text().isEmpty());
}

void LeadPreview::present(const QList<mapping::Mapped> &mapped, const BodyModel &body)
{
    const auto *lead = std::get_if<MappedLead>(&mapped.first());
    const auto *none = std::get_if<mapping::NoLead>(&mapped.first());
    const auto *unmappable = std::get_if<mapping::Unmappable>(&mapped.first());
    m_problem->setText(none         ? tr("This isn't a lead: %1").arg(none->reason)
                       : unmappable ? tr("Not a lead yet. %1").arg(unmappable->reason)
                                    : QString());
    m_problem->setVisible(!lead);
    m_facts->setVisible(lead);
    const int others = static_cast<int>(mapped.size()) - 1;
    m_others->setText(others > 0 ? tr("and %n other(s) in the same body", nullptr, others) : QString());
    m_others->setVisible(others > 0);
    if (lead)
        presentLead(*lead, body);
}

void LeadPreview::presentLead(const MappedLead &lead, const BodyModel &body)
{
    const auto from = [&body](LeadField field) {
        const auto origin = body.originOf(field);
        return origin ? tr("from %1").arg(origin->name) : QString();
    };
    const auto meant = [&body](LeadField field, const QString &word) {
        const auto origin = body.originOf(field);
        if (!origin || origin->text.isEmpty())
            return tr("this source's default");
        const bool isSame = origin->text.compare(word, Qt::CaseInsensitive) == 0;
        return isSame ? tr("from %1").arg(origin->name) : tr("for \u201C%1\u201D").arg(origin->text);
    };
    show(m_name, QString(lead.firstName + u' ' + lead.lastName).trimmed(), tr("no name"));
    const QString phone = phoneForPeople(lead.phoneNumber);
    show(m_phone, lead.phoneExtension.isEmpty() ? phone : tr("%1, ext. %2").arg(phone, lead.phoneExtension),
         tr("no phone"), lead.hasValidPhone ? from(LeadField::PhoneNumber) : tr("not a real number"));
    show(m_email, lead.email, tr("no e-mail"), from(LeadField::Email));
    show(m_service, lead.serviceNeeded, tr("no service"), meant(LeadField::ServiceNeeded, lead.serviceNeeded));
    const Urgency urgency = lead.urgency.value_or(Urgency::Week);
    show(m_urgency, urgencyText(urgency), {}, meant(LeadField::Urgency, QString(enumName(urgency))));
    show(m_zip, lead.zipCode, tr("no ZIP code"), zipAside(lead));
    QStringList place{lead.street, lead.city, lead.state};
    place.removeAll(QString());
    show(m_place, place.join(QStringLiteral(", ")), {});
    show(m_cost,
         lead.costCents && m_context.isAdmin ? moneyText(*lead.costCents, m_context.replica.settings().currency)
                                             : QString(),
         {});
    show(m_test, lead.isTest ? tr("A test: nobody is charged for it") : QString(), {});
}

QString LeadPreview::zipAside(const MappedLead &mapped) const
{
    if (mapped.zipCode.isEmpty() || mapped.serviceNeeded.isEmpty())
        return {};
    Lead lead;
    lead.serviceNeeded = mapped.serviceNeeded;
    lead.zipCode = mapped.zipCode;
    lead.urgency = mapped.urgency.value_or(Urgency::Week);
    const auto candidates = m_context.replica.candidates().candidatesFor(lead, m_context.clock());
    const auto able = std::count_if(candidates.cbegin(), candidates.cend(),
                                    [](const Candidate &candidate) { return candidate.eligible(); });
    return tr("%n plumber(s) can take it", nullptr, static_cast<int>(able));
}

} // namespace pl::ui
