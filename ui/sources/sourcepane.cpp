#include "ui/sources/sourcepane.h"

#include "models/domain/money.h"
#include "ui/office/billingcontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourcetestbox.h"
#include "ui/sources/sourcewords.h"
#include "ui/style/daybars.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QUrl>

// Fills the pane; sourcepanelayout.cpp builds it.

namespace pl::ui {

using tables::SourceFigures;

namespace {

const QString kBetweenFacts = QStringLiteral(" \u00B7 ");

QString percentText(qint64 part, qint64 whole)
{
    return SourcePane::tr("%1%").arg(QLocale().toString(100.0 * double(part) / double(whole), 'f', 1));
}

/// Only a program's holds no key.
bool isAddressWhole(const LeadSource &source)
{
    return source.kind == LeadSource::Kind::Program;
}

/// Of a form's sites without the scheme that all have.
QString siteText(const QString &origin)
{
    const QString https = QStringLiteral("https://");
    return origin.startsWith(https) ? origin.mid(https.size()) : origin;
}

QString siteList(const QStringList &origins)
{
    QStringList sites;
    for (const QString &origin : origins)
        sites += siteText(origin);
    return sites.join(QStringLiteral(", "));
}

} // namespace

void SourcePane::showSource(const QUuid &id)
{
    if (id != m_sourceId)
        scrollToTop();
    m_sourceId = id;
    refresh();
}

void SourcePane::refresh()
{
    const LeadSource *source = m_sources.book.source(m_sourceId);
    showPage(source);
    if (!source)
        return;
    const Timestamp now = m_context.clock();
    const auto silence = m_sources.book.silence(source->id);
    m_name->setText(source->name);
    m_state->setChip(sourceChip(m_model.stateOf(*source), m_sources.book.items(source->id).waiting,
                                silence ? std::optional(silence->since) : std::nullopt, now));
    QStringList kind{sourceKindText(*source)};
    if (const QString sites = siteList(m_sources.book.rules(source->id).origins); !sites.isEmpty())
        kind += sites;
    m_kind->setText(kind.join(kBetweenFacts));
    QStringList notes;
    if (source->oldKeyUntil && *source->oldKeyUntil > now)
        notes += tr("The previous key works until %1.").arg(momentText(*source->oldKeyUntil, now));
    if (silence)
        notes += tr("It sent %1 in %2. It usually sends about %3. Is it still connected?")
                     .arg(leadsText(silence->seen), tr("%n hour(s)", nullptr, static_cast<int>(silence->hours)),
                          numberText(silence->expected));
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    m_test->setVisible(m_test->source() == source->id);
    fillConnect(*source);
    fillFacts(*source);
}

void SourcePane::fillConnect(const LeadSource &source)
{
    m_addressTitle->setText(addressTitle(source.kind));
    const bool isWhole = isAddressWhole(source);
    m_address->setText(isWhole && !m_sources.book.publicUrl().isEmpty()
                           ? sourceAddress(source.kind, m_sources.book.publicUrl(), {})
                           : shortSourceAddress(source));
    m_copy->setVisible(isWhole);
    m_addressHint->setText(
        isWhole ? tr("Its key begins with %1. It was shown once; a new key can replace it.").arg(source.keyPrefix)
                : tr("The whole address was shown once. If it is lost, make a new key."));
    const QStringList steps = connectSteps(source);
    while (m_steps.size() < steps.size()) {
        auto *label = new PlainLabel(m_stepBox);
        label->setWordWrap(true);
        m_stepBox->layout()->addWidget(label);
        m_steps += label;
    }
    for (int step = 0; step < m_steps.size(); ++step) {
        const bool isThere = step < steps.size();
        m_steps[step]->setText(
            isThere ? tr("%1. %2", "a step: its number and what to do").arg(step + 1).arg(steps[step]) : QString());
        m_steps[step]->setVisible(isThere);
    }
}

void SourcePane::fillFacts(const LeadSource &source)
{
    const SourceFigures figures = m_tally.figures(source.id);
    const QString currency = m_context.replica.settings().currency;
    m_bars->present(m_tally.firstDay(), QList<int>(figures.byDay.begin(), figures.byDay.end()));
    m_received->setText(QStringList{numberText(figures.received), tr("%Ln duplicate(s)", nullptr, figures.duplicates),
                                    tr("%Ln test(s)", nullptr, figures.tests)}
                            .join(kBetweenFacts));
    m_returned->setText(returnedText(source, figures.received));
    const replica::SourceItems items = m_sources.book.items(source.id);
    m_waiting->setText(items.refused > 0
                           ? tr("%1, %2 of them refused").arg(numberText(items.waiting), numberText(items.refused))
                           : numberText(items.waiting));
    m_cost->setText(tr("%1 per lead, %2 in all")
                        .arg(pl::moneyText(Money{figures.costOfOne(source.costCents), currency}),
                             pl::moneyText(Money{figures.costCents(source.costCents), currency})));
    m_limits->setText(limitsText(m_sources.book.rules(source.id).perMinute, source.dailyCap));
    // Today isn't over.
    const int before = std::accumulate(figures.byDay.begin(), figures.byDay.end() - 1, 0);
    m_usually->setText(tr("%1 a day, in the last %2 days")
                           .arg(QLocale().toString(double(before) / (SourceFigures::kDays - 1), 'f', 1))
                           .arg(SourceFigures::kDays - 1));
    m_mapping->setText(mappingWords(source));
}

QString SourcePane::mappingWords(const LeadSource &source)
{
    if (source.kind != LeadSource::Kind::Hook)
        return tr("None: it sends the lead\u2019s own fields");
    return source.mapping.is_null() ? tr("The preset\u2019s") : tr("Its own");
}

/// Leads whose charge was given back to the plumber, of those that came.
QString SourcePane::returnedText(const LeadSource &source, int received) const
{
    if (!m_context.billing || received == 0)
        return numberText(0);
    QSet<QUuid> returned;
    const columns::LeadColumns &leads = m_context.replica.columns();
    const auto code = leads.sources().find(columns::LeadColumns::codeKey(source.id));
    m_context.billing->payments.forEach([&](const replica::PaymentRow &payment, columns::Row) {
        if (payment.refundedCents == 0 || code == 0)
            return;
        const columns::Row lead = leads.rowOf(payment.leadId);
        if (lead != columns::kNoRow && leads.sourceCode(lead) == code && !leads.state(lead).isTest())
            returned.insert(payment.leadId);
    });
    if (returned.isEmpty())
        return numberText(0);
    return tr("%1 (%2)").arg(numberText(returned.size()), percentText(returned.size(), received));
}

void SourcePane::copyAddress()
{
    if (const LeadSource *source = m_sources.book.source(m_sourceId))
        QGuiApplication::clipboard()->setText(sourceAddress(source->kind, m_sources.book.publicUrl(), {}));
}

} // namespace pl::ui
