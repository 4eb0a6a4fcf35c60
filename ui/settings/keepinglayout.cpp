#include "ui/settings/keepingview.h"
#include "ui/settings/settingsform.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

// Builds the part "Keeping"; keepingview.cpp has the behavior.

namespace pl::ui {

QWidget *KeepingView::buildForm()
{
    QFormLayout *form = newSettingsForm(this, tr("Keeping"));
    QWidget *page = form->parentWidget();
    m_forecast = new PlainLabel(page);
    m_forecast->setObjectName(QStringLiteral("keepingForecast"));
    m_forecast->setWordWrap(true);
    form->addRow(m_forecast);
    addKinds(form);
    m_shorter = new PlainLabel(page);
    m_shorter->setObjectName(QStringLiteral("keepingShorter"));
    m_shorter->setWordWrap(true);
    form->addRow(m_shorter);
    form->addRow(m_problem = new ProblemLabel(page));
    m_problem->setObjectName(QStringLiteral("keepingProblem"));
    form->addRow(buildButtons());
    return page;
}

void KeepingView::addKinds(QFormLayout *form)
{
    addKind(
        form, "keepLeads", &KeepingTimes::leads, tr("Leads that no plumber had"),
        tr("Names, contacts, addresses, descriptions and answers, this long after a lead was completed. Amounts and "
           "times stay. What nobody needs any more can't leak."));
    addKind(form, "keepProof", &KeepingTimes::proof, tr("Leads that a plumber had"),
            tr("What proves that a lead was real and that the customer agreed. Letters about calls and text messages "
               "(TCPA) may come four years later, so five years are the default."));
    addKind(form, "keepMessages", &KeepingTimes::messages, tr("Messages"),
            tr("Recipients and words of messages and replies. Part of the same proof."));
    addKind(form, "keepBodies", &KeepingTimes::bodies, tr("Originals from sources"),
            tr("What websites and partners sent, as it came. Needed only while a mapping may be wrong."));
    addKind(form, "keepJournal", &KeepingTimes::journal, tr("The server's journal"),
            tr("The keys by which the server knows what it was sent before. A source that sends again later than this "
               "makes a second lead."));
    addKind(form, "keepActivity", &KeepingTimes::activity, tr("Activity"),
            tr("Who did what in the office, beyond leads."));
}

void KeepingView::addKind(QFormLayout *form, const char *name, int KeepingTimes::*days, const QString &title,
                          const QString &why)
{
    addHeading(form, title,
               tr("%1 Default: %2.", "a reason, 730 days").arg(why, tr("%Ln day(s)", nullptr, KeepingTimes().*days)));
    auto *box = new QSpinBox(form->parentWidget());
    box->setObjectName(QLatin1StringView(name));
    box->setRange(KeepingTimes::kLeast, KeepingTimes::kMost);
    box->setSuffix(tr(" days"));
    box->setAccessibleName(tr("Keep for: %1").arg(title));
    form->addRow(tr("Keep for"), box);
    connect(box, &QSpinBox::valueChanged, this, &KeepingView::edited);
    m_fields += {days, box};
}

QWidget *KeepingView::buildButtons()
{
    auto *row = new QWidget(this);
    m_save = new QPushButton(tr("Save"), row);
    m_discard = new QPushButton(tr("Discard"), row);
    m_save->setObjectName(QStringLiteral("saveKeeping"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::Key_Return}));
    m_discard->setObjectName(QStringLiteral("discardKeeping"));
    makePrimary(m_save);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, scaledPx(this, 14), 0, 0);
    line->addWidget(m_save);
    line->addWidget(m_discard);
    line->addStretch();
    connect(m_save, &QPushButton::clicked, this, &KeepingView::save);
    connect(m_discard, &QPushButton::clicked, this, &KeepingView::discardChanges);
    return row;
}

} // namespace pl::ui
