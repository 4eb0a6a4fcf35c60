#include "ui/widgets/statepage.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPushButton>

namespace pl::ui {

StatePage::StatePage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new PlainLabel(this))
    , m_headline(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_action(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    setObjectName(QStringLiteral("statePage"));
    setFocusPolicy(Qt::ClickFocus);
    m_headline->setObjectName(QStringLiteral("stateHeadline"));
    m_headline->setFont(scaledFont(font(), 1.15, QFont::DemiBold));
    m_sentence->setObjectName(QStringLiteral("stateSentence"));
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("stateAction"));
    m_second->setObjectName(QStringLiteral("stateSecondAction"));
    makePrimary(m_action);
    for (PlainLabel *label : {m_icon, m_headline, m_sentence})
        label->setAlignment(Qt::AlignCenter);
    m_sentence->setMaximumWidth(scaledPx(this, 380));
    connect(m_action, &QPushButton::clicked, this, &StatePage::actionTriggered);
    connect(m_second, &QPushButton::clicked, this, &StatePage::secondActionTriggered);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_action);
    buttons->addWidget(m_second);
    buttons->addStretch();
    auto *sentence = new QHBoxLayout;
    sentence->addStretch(1);
    sentence->addWidget(m_sentence, 1000); // as wide as allowed, narrower if there is no room
    sentence->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(scaledPx(this, 8));
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_headline);
    layout->addLayout(sentence);
    layout->addSpacing(scaledPx(this, 8));
    layout->addLayout(buttons);
    layout->addStretch(3);
}

void StatePage::present(const QString &iconName, const QString &headline, const QString &sentence,
                        const QString &action, const QString &secondAction)
{
    m_iconName = iconName;
    paintIconLabel();
    m_headline->setText(headline);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_second->setText(secondAction);
    m_second->setVisible(!secondAction.isEmpty());
}

QString StatePage::headline() const
{
    return m_headline->text();
}

void StatePage::paintIconLabel()
{
    m_icon->setPixmap(iconPixmap(m_iconName, scaledPx(this, 32), colorsOf(this).secondText, devicePixelRatioF()));
}

void StatePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        paintIconLabel();
}

} // namespace pl::ui
