#include "ui/widgets/linklist.h"

#include "ui/style/metrics.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {

LinkList::LinkList(const QString &iconName, const QString &title, const QString &allText, QWidget *parent)
    : QWidget(parent), m_heading(title), m_title(new PlainLabel(this))
{
    m_title->setObjectName(QStringLiteral("linksTitle"));
    m_title->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    m_title->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addSpacing(scaledPx(this, 4));
    for (qsizetype i = 0; i < kRows; ++i) {
        auto *row = new FactRow(iconName, this);
        row->setObjectName(QStringLiteral("link"));
        row->hide();
        connect(row, &QAbstractButton::clicked, this, [this, i] {
            if (const QUuid id = m_links.value(i).id; !id.isNull())
                Q_EMIT chosen(id);
        });
        layout->addWidget(row);
        m_rows += row;
    }
    m_all = new QPushButton(allText, this);
    m_all->setObjectName(QStringLiteral("allLinks"));
    m_all->setFocusPolicy(Qt::TabFocus);
    m_all->setAccessibleDescription(title);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    connect(m_all, &QPushButton::clicked, this, &LinkList::allWanted);
    hide();
}

void LinkList::present(const QList<Link> &links, qsizetype count)
{
    m_title->setText(tr("%1 (%2)", "a title and how many").arg(m_heading, numberText(count)));
    m_all->setVisible(count > links.size() && !m_all->text().isEmpty());
    setVisible(!links.isEmpty());
    if (links == m_links)
        return;
    m_links = links.first(std::min(links.size(), kRows));
    for (qsizetype i = 0; i < kRows; ++i) {
        const Link link = m_links.value(i);
        m_rows[i]->setFact(link.text, link.aside); // hides a row without text
        m_rows[i]->setLink(!link.id.isNull());
    }
}

} // namespace pl::ui
