#include "ui/shell/searchfield.h"
#include "ui/shell/searchsuggestions.h"
#include "ui/widgets/plaintooltip.h"

#include <QAction>
#include <QKeyEvent>
#include <QStyle>
#include <QToolButton>

// What typing in the search field does.

namespace pl::ui {
namespace {

constexpr qsizetype kMostSuggestions = 8;
constexpr qsizetype kLettersOfField = 2; // before names of fields are suggested: most searches are words

} // namespace

bool SearchField::event(QEvent *event)
{
    // Before Qt moves the focus.
    if (event->type() == QEvent::KeyPress && m_suggestions->hasChoices()) {
        const auto *press = static_cast<QKeyEvent *>(event);
        if (press->key() == Qt::Key_Tab && !press->modifiers()) {
            take(m_suggestions->best());
            return true;
        }
    }
    return QLineEdit::event(event);
}

/// The keys that the suggestions have before the field.
bool SearchField::pressInSuggestions(const QKeyEvent &event)
{
    if (!m_suggestions->hasChoices())
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        m_suggestions->move(event.key() == Qt::Key_Down ? 1 : -1);
        describe();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_suggestions->current().isEmpty())
            return false;
        if (!event.isAutoRepeat())
            take(m_suggestions->current());
        return true;
    case Qt::Key_Escape:
        m_suggestions->offer({});
        describe();
        return true;
    default:
        return false;
    }
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (m_help->hasFocus())
        return pressOnHelp(*event);
    if (pressInSuggestions(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        check(true);
        Q_EMIT left();
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        m_suggestions->offer({}); // it was for where the cursor stood
        [[fallthrough]];
    default:
        QLineEdit::keyPressEvent(event);
    }
}

/// What the button in the field leaves over comes here.
void SearchField::pressOnHelp(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Escape)
        setFocus(Qt::OtherFocusReason);
    else if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && !event.isAutoRepeat())
        Q_EMIT helpWanted();
}

void SearchField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    check(true);
}

void SearchField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    m_suggestions->offer({});
    m_suggestions->hide();
    m_known.clear();
}

void SearchField::edited()
{
    m_pause.start();
    suggest();
}

/// `atCursorToo`: also the word that somebody may be typing.
void SearchField::check(bool atCursorToo)
{
    QList<SearchProblem> problems = searchProblems(text(), searchLanguage());
    const int cursor = cursorPosition();
    if (!atCursorToo && hasFocus())
        problems.removeIf(
            [cursor](const SearchProblem &one) { return cursor > one.from && cursor <= one.from + one.length; });
    m_problems = problems;
    if (property("wrong").toBool() == m_problems.isEmpty()) {
        setProperty("wrong", !m_problems.isEmpty());
        style()->polish(this);
    }
    update();
    if (hasFocus())
        m_suggestions->warn(problemText());
    describe();
}

void SearchField::suggest()
{
    const columns::SearchLanguage language = searchLanguage();
    const columns::CompletionPoint point = columns::completionAt(text(), cursorPosition(), language);
    const auto values = [this](columns::SearchField field) {
        if (!m_known.contains(field))
            m_known.insert(field, m_values ? m_values(field) : QStringList());
        return m_known.value(field);
    };
    QStringList found;
    if (point.field || point.begun.size() >= kLettersOfField)
        found = columns::completionsFor(point, values, language).mid(0, kMostSuggestions);
    if (found == QStringList{text().mid(point.from, point.length)})
        found.clear(); // it is there already
    m_suggestions->offer(found);
    describe();
}

/// Behind a field's colon its values are suggested; behind a value, the next word can follow.
void SearchField::take(const QString &completion)
{
    const columns::CompletionPoint point = columns::completionAt(text(), cursorPosition(), searchLanguage());
    const bool isAtEnd = point.from + point.length >= text().size();
    setSelection(int(point.from), int(point.length));
    insert(point.field && isAtEnd ? completion + u' ' : completion);
    edited();
}

void SearchField::tryOut(const QString &search)
{
    setFocus(Qt::OtherFocusReason);
    setText(search);
    m_suggestions->offer({});
}

void SearchField::setFound(const QString &words)
{
    m_found = words;
    describe();
}

QString SearchField::problemText() const
{
    QStringList sentences;
    for (const SearchProblem &problem : m_problems)
        if (!sentences.contains(problem.sentence))
            sentences += problem.sentence;
    return sentences.join(u'\n');
}

/// The focus stays here: a screen reader hears here what is suggested, wrong and found.
void SearchField::describe()
{
    QStringList parts{m_suggestions->spoken(), problemText(), m_found};
    parts.removeAll(QString());
    const QString tip = m_find ? withKeys(tr("Search"), m_find->shortcuts()) : QString();
    const QString words = parts.isEmpty() ? tip : parts.join(u'\n');
    if (words != accessibleDescription())
        setAccessibleDescription(words);
}

} // namespace pl::ui
