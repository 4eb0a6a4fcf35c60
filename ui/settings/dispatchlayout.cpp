#include "ui/settings/dispatchview.h"
#include "ui/settings/rehearsalpanel.h"
#include "ui/settings/settingsform.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

// Builds the dispatch page; dispatchview.cpp has the behavior.

namespace pl::ui {
namespace {

constexpr std::array kUrgencies{Urgency::Day, Urgency::Week, Urgency::Month};

} // namespace

QWidget *DispatchView::buildForm()
{
    QFormLayout *form = newSettingsForm(this, tr("Dispatch"));
    QWidget *page = form->parentWidget();
    addWeights(form);
    addAutomatic(form);
    addAnswers(form);
    form->addRow(m_rehearsal = new RehearsalPanel(m_context, page));
    form->addRow(m_problem = new ProblemLabel(page));
    m_problem->setObjectName(QStringLiteral("dispatchProblem"));
    form->addRow(buildButtons());
    return page;
}

void DispatchView::addWeights(QFormLayout *form)
{
    addHeading(form, tr("Who gets a lead"),
               tr("How much each factor counts, from 0 to 100. Only the proportions matter."));
    const QStringList labels{tr("Is nearby"), tr("Has few leads today"), tr("Often accepts"), tr("Answers fast"),
                             tr("Has waited long")};
    for (const QString &label : labels) {
        auto *weight = new QSpinBox(form->parentWidget());
        weight->setObjectName(QStringLiteral("weight%1").arg(m_weights.size()));
        weight->setRange(0, 100);
        weight->setAccessibleName(label);
        form->addRow(label, weight);
        connect(weight, &QSpinBox::valueChanged, this, &DispatchView::edited);
        m_weights += weight;
    }
    m_card = new QCheckBox(tr("Only plumbers with a card on file"), form->parentWidget());
    m_card->setObjectName(QStringLiteral("cardRequired"));
    form->addRow(QString(), m_card);
    connect(m_card, &QCheckBox::toggled, this, &DispatchView::edited);
}

void DispatchView::addAutomatic(QFormLayout *form)
{
    addHeading(form, tr("Automatic assignment"),
               tr("The server assigns a new lead to the best plumber at once. A lead that nobody can take stays in "
                  "\u201CTo assign\u201D, and so does one that came back, until you assign it."));
    for (const Urgency urgency : kUrgencies) {
        auto *box = new QCheckBox(urgencyText(urgency), form->parentWidget());
        box->setObjectName(QStringLiteral("auto_") + QString(enumName(urgency)));
        form->addRow(QString(), box);
        connect(box, &QCheckBox::toggled, this, &DispatchView::edited);
        m_automatic += box;
    }
}

void DispatchView::addAnswers(QFormLayout *form)
{
    addHeading(form, tr("Time to answer"),
               tr("A lead that its plumber hasn't accepted by then is taken back and waits for you."));
    for (const Urgency urgency : kUrgencies) {
        auto *minutes = new QSpinBox(form->parentWidget());
        minutes->setObjectName(QStringLiteral("answer_") + QString(enumName(urgency)));
        minutes->setRange(0, 60 * 24 * 30);
        minutes->setSingleStep(15);
        minutes->setSpecialValueText(tr("No limit"));
        minutes->setSuffix(tr(" min"));
        minutes->setAccessibleName(tr("Time to answer, %1").arg(urgencyText(urgency)));
        form->addRow(urgencyText(urgency), minutes);
        connect(minutes, &QSpinBox::valueChanged, this, &DispatchView::edited);
        m_answers += minutes;
    }
}

QWidget *DispatchView::buildButtons()
{
    auto *row = new QWidget(this);
    m_save = new QPushButton(tr("Save"), row);
    m_discard = new QPushButton(tr("Discard"), row);
    m_save->setObjectName(QStringLiteral("saveDispatch"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::Key_Return}));
    m_discard->setObjectName(QStringLiteral("discardDispatch"));
    makePrimary(m_save);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, scaledPx(this, 14), 0, 0);
    line->addWidget(m_save);
    line->addWidget(m_discard);
    line->addStretch();
    connect(m_save, &QPushButton::clicked, this, &DispatchView::save);
    connect(m_discard, &QPushButton::clicked, this, &DispatchView::discardChanges);
    return row;
}

} // namespace pl::ui
