#include "ui/dashboard/dashboardcard.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"

#include <QBoxLayout>
#include <QPainter>

namespace pl::ui {
namespace {

constexpr qreal kNumberText = 1.6;

void paintCard(QWidget *card)
{
    QPainter painter(card);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(card);
    painter.setPen(colors.line);
    painter.setBrush(colors.panel);
    const qreal radius = scaledPx(card, 8);
    painter.drawRoundedRect(crisp(card->rect()), radius, radius);
}

PlainLabel *quietLabel(QWidget *parent, const QString &text = {})
{
    auto *label = new PlainLabel(text, parent);
    label->setFont(scaledFont(parent->font(), kSmallText));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setMinimumWidth(1);
    return label;
}

QString named(const char *name, const char *part)
{
    return QLatin1StringView(name) + QLatin1StringView(part);
}

} // namespace

DashboardCard::DashboardCard(const char *name, const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(new PlainLabel(title, this))
    , m_line(quietLabel(this))
    , m_head(new QHBoxLayout)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(QLatin1StringView(name));
    setAccessibleName(title);
    m_title->setObjectName(named(name, "Title")); // no-tr: an object name
    m_title->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_line->setObjectName(named(name, "Line")); // no-tr: an object name
    m_line->setWordWrap(true);
    m_line->hide();
    const int inset = scaledPx(this, 14);
    m_rows->setContentsMargins(inset, scaledPx(this, 11), inset, scaledPx(this, 11));
    m_rows->setSpacing(scaledPx(this, 3));
    m_head->setSpacing(scaledPx(this, 4));
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_rows->addLayout(m_head);
    m_rows->addWidget(m_line);
}

void DashboardCard::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void DashboardCard::setLine(const QString &words)
{
    m_line->setText(words);
    m_line->setVisible(!words.isEmpty());
}

void DashboardCard::addBeside(QWidget *widget)
{
    m_head->addWidget(widget);
}

void DashboardCard::setContent(QWidget *content)
{
    m_rows->addWidget(content);
    if (content->sizePolicy().verticalPolicy() != QSizePolicy::Expanding)
        m_rows->addStretch(1);
}

void DashboardCard::paintEvent(QPaintEvent *)
{
    paintCard(this);
}

NumberCard::NumberCard(const char *name, const QString &title, QWidget *parent)
    : QFrame(parent), m_title(title), m_number(new PlainLabel(this)), m_line(quietLabel(this))
{
    setObjectName(QLatin1StringView(name));
    m_number->setObjectName(named(name, "Number")); // no-tr: an object name
    m_number->setFont(scaledFont(font(), kNumberText, QFont::DemiBold));
    m_number->setMinimumWidth(1);
    m_line->setObjectName(named(name, "Line")); // no-tr: an object name
    auto *rows = new QVBoxLayout(this);
    const int inset = scaledPx(this, 14);
    rows->setContentsMargins(inset, scaledPx(this, 10), inset, scaledPx(this, 10));
    rows->setSpacing(scaledPx(this, 2));
    rows->addWidget(quietLabel(this, title));
    rows->addWidget(m_number);
    rows->addWidget(m_line);
}

void NumberCard::present(const QString &number, const QString &line)
{
    m_number->setText(number);
    m_line->setText(line);
    const QString words = tr("%1: %2", "a number's name, the number").arg(m_title, number);
    setPlainToolTip(this, line.isEmpty() ? words : tr("%1, %2", "a number, a comparison").arg(words, line));
    setAccessibleName(words);
}

void NumberCard::paintEvent(QPaintEvent *)
{
    paintCard(this);
}

} // namespace pl::ui
