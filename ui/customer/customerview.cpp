#include "ui/customer/customerview.h"

#include "models/base/onresult.h"
#include "models/domain/contactfields.h"
#include "ui/customer/customertable.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QShortcut>
#include <QStackedWidget>

// Finds a person and loads the file. customerpage.cpp shows it, customerdeeds.cpp has what is done with it,
// customerlayout.cpp builds the page.

namespace pl::ui {

using namespace std::chrono_literals;
using replica::CustomerRecords;

namespace {

/// "Maria Gonzalez · (512) 555-0143 · 2 leads"
QString personText(const CustomerSearch::Person &person)
{
    QStringList parts{person.name, phoneForPeople(person.key.phone), person.key.email,
                      person.leads > 0 ? leadsText(person.leads) : CustomerView::tr("no lead")};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" \u00B7 "));
}

} // namespace

void CustomerView::showPage(Page page)
{
    m_pages->setCurrentIndex(page);
    updateActions();
}

void CustomerView::showStart()
{
    m_stateAction = [this] { find(); };
    m_state->present(QStringLiteral("search"), tr("Find a customer"),
                     tr("Type a phone number, an e-mail address or a name. You see everything that the office knows "
                        "about this person: leads, messages, consent and more."));
    m_count->clear();
    showPage(StatePageIndex);
}

void CustomerView::find()
{
    m_field->focusSearch();
}

void CustomerView::listFound()
{
    m_typed.stop();
    const QString typed = m_field->text().trimmed();
    if (typed.isEmpty())
        return hasFile() ? showPage(FilePage) : showStart();
    m_people = m_search.find(typed);
    m_found->clear();
    for (const CustomerSearch::Person &person : std::as_const(m_people))
        m_found->addItem(personText(person));
    m_found->setCurrentRow(0);
    if (!m_people.isEmpty())
        return showPage(FoundPage);
    m_state->present(
        QStringLiteral("search"), tr("Nobody found"),
        tr("No lead has \u201C%1\u201D in its name, phone number or e-mail address. A whole phone number or "
           "e-mail address is looked for in all else, too.")
            .arg(typed));
    showPage(StatePageIndex);
}

/// Enter, Down and Esc lead out of the field.
void CustomerView::leaveSearch()
{
    listFound();
    if (m_pages->currentIndex() == FoundPage && m_people.size() == 1)
        return openFound();
    m_pages->currentIndex() == FilePage ? m_list->setFocus() : m_pages->currentWidget()->setFocus();
}

void CustomerView::openFound()
{
    const CustomerSearch::Person person = m_people.value(m_found->currentRow());
    if (!person.key.isEmpty())
        open(person.key);
}

void CustomerView::open(const CustomerKey &key, const QUuid &leadId)
{
    m_key = key;
    m_leadId = leadId;
    m_file.reset();
    const QSignalBlocker quiet(m_field);
    m_field->clear();
    m_list->setCurrentRow(-1);
    load();
    m_state->setFocus();
}

void CustomerView::load()
{
    if (m_key.isEmpty())
        return;
    const int asked = ++m_generation;
    const auto progressed = [this, asked](int steps) {
        if (asked == m_generation)
            m_count->setText(tr("Loading: %1 of %2").arg(numberText(steps), numberText(replica::CustomerRead::kSteps)));
    };
    if (!hasFile()) {
        m_state->present(QStringLiteral("loader-circle"), tr("Loading the file\u2026"), {});
        showPage(StatePageIndex);
    }
    progressed(0);
    onResult(this, m_customers.desk.read(m_key, this, progressed),
             [this, asked](const Result<CustomerRecords> &records) {
                 if (asked == m_generation)
                     loaded(records);
             });
}

void CustomerView::loaded(const Result<CustomerRecords> &records)
{
    m_count->clear();
    if (!records && hasFile())
        return Q_EMIT noticeWanted(failureText(tr("This file may be out of date"), records.error()),
                                   Notice::Kind::Problem, tr("Try again"), [this] { load(); });
    if (!records) {
        m_stateAction = [this] { load(); };
        m_state->present(QStringLiteral("wifi-off"), tr("The file could not be loaded"), errorText(records.error()),
                         tr("Try again"));
        return showPage(StatePageIndex);
    }
    const bool isFirst = !hasFile();
    const bool hadFocus = isFirst && (m_state->hasFocus() || m_found->hasFocus());
    m_file = CustomerFile{*records};
    present();
    if (isFirst)
        noteViewed();
    if (hadFocus)
        m_list->setFocus();
    loadWaiting();
}

/// What a server's journal holds comes later, or not at all: the server may be busy.
void CustomerView::loadWaiting()
{
    if (!m_customers.desk.isAdmin())
        return;
    onResult(this, m_customers.desk.waiting(m_key),
             [this, asked = m_generation](const Result<replica::WaitingCounts> &waiting) {
                 if (asked != m_generation || !hasFile())
                     return;
                 if (waiting)
                     m_file->waiting = *waiting;
                 else
                     m_file->notWaiting =
                         tr("The server's journal could not be asked. %1").arg(errorText(waiting.error()));
                 presentSections();
             });
}

void CustomerView::connectAll()
{
    connectForms();
    m_typed.setSingleShot(true);
    m_typed.setInterval(150ms);
    connect(m_field, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(&m_typed, &QTimer::timeout, this, &CustomerView::listFound);
    connect(m_field, &FilterField::left, this, &CustomerView::leaveSearch);
    connect(m_found, &QListWidget::itemClicked, this, &CustomerView::openFound);
    m_found->installEventFilter(this);
    m_list->installEventFilter(this);
    // By a copy: what it does may put another one in its place.
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        const auto run = m_stateAction;
        run();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &CustomerView::showSection);
    connect(m_table, &CustomerTable::currentLineChanged, this, &CustomerView::showLine);
    connect(m_table, &CustomerTable::rowActivated, this, &CustomerView::showLead);
    connect(m_table, &CustomerTable::sectionsWanted, m_list, qOverload<>(&QWidget::setFocus));
    for (const auto &[key, step] : {std::pair(Qt::Key_PageDown, 1), std::pair(Qt::Key_PageUp, -1)})
        connect(new QShortcut(Qt::CTRL | key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, [this, turn = step] { stepSection(turn); });
}

void CustomerView::focusLines()
{
    if (!m_sections.value(m_list->currentRow()).lines.isEmpty())
        m_table->setFocus();
}

bool CustomerView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *pressed = static_cast<QKeyEvent *>(event);
    const bool plain = !(pressed->modifiers() & ~Qt::KeypadModifier);
    const bool isEnter = plain && (pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter);
    if (watched == m_found && isEnter)
        openFound();
    else if (watched == m_list && (isEnter || (plain && pressed->key() == Qt::Key_Right)))
        focusLines();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

void CustomerView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    if (m_table->hasFocus())
        m_list->setFocus();
    else
        Q_EMIT left();
}

} // namespace pl::ui
