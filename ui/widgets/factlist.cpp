#include "ui/widgets/factlist.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

constexpr qsizetype kFirstFacts = 6;
constexpr qsizetype kCutName = 200;
constexpr qsizetype kCutText = 160;
constexpr qsizetype kWhole = 4'000; // twice what is kept of an answer

} // namespace

FactList::FactList(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(title, this)), m_rows(new QVBoxLayout), m_more(new QPushButton(this))
{
    m_title->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_rows->setSpacing(scaledPx(this, 6));
    m_more->setObjectName(QStringLiteral("moreFacts"));
    m_more->setFocusPolicy(Qt::TabFocus);
    connect(m_more, &QPushButton::clicked, this, &FactList::toggle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaledPx(this, 6));
    layout->addWidget(m_title);
    layout->addLayout(m_rows);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    hide();
}

void FactList::present(const QList<NamedText> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    m_whole = false;
    rebuild();
    setVisible(!facts.isEmpty());
}

bool FactList::isCut() const
{
    return m_facts.size() > kFirstFacts || std::any_of(m_facts.cbegin(), m_facts.cend(), [](const NamedText &fact) {
               return fact.text.size() > kCutText || fact.name.size() > kCutName;
           });
}

void FactList::toggle()
{
    m_whole = !m_whole;
    rebuild();
}

void FactList::rebuild()
{
    qDeleteAll(std::exchange(m_shown, {}));
    const qsizetype count = m_whole ? m_facts.size() : std::min(m_facts.size(), kFirstFacts);
    for (const NamedText &fact : std::as_const(m_facts).first(count)) {
        m_shown += makeFact(fact);
        m_rows->addWidget(m_shown.last());
    }
    m_more->setVisible(isCut());
    m_more->setText(m_whole ? tr("Show less") : tr("Show all"));
    m_more->setAccessibleName(
        tr("%1: %2", "what a button does, and to which list").arg(m_more->text(), m_title->text()));
}

QWidget *FactList::makeFact(const NamedText &fact)
{
    auto *box = new QWidget(this);
    auto *name = new PlainLabel(box);
    name->setObjectName(QStringLiteral("listedName"));
    name->setFont(scaledFont(font(), kSmallText));
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *text = new PlainLabel(box);
    text->setObjectName(QStringLiteral("listedText"));
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (PlainLabel *label : {name, text})
        label->setWordWrap(true);
    name->setMost(m_whole ? kWhole : kCutName);
    text->setMost(m_whole ? kWhole : kCutText);
    name->setText(fact.name);
    text->setText(fact.text);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(name);
    rows->addWidget(text);
    return box;
}

} // namespace pl::ui
