#include "ui/leads/assignpopup.h"

#include "models/domain/ranking.h"

#include "tests/support/testwords.h"
#include "ui/leads/candidatedelegate.h"
#include "ui/leads/candidatelistmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace pl;
using namespace pl::ui;
using pl::test::words;

namespace {

Plumber plumber(const char *first, const char *last, const char *zip)
{
    Plumber plumber;
    plumber.id = QUuid::createUuid();
    plumber.firstName = words(first);
    plumber.lastName = words(last);
    plumber.email = words(first).toLower() + words("@pipes.test");
    plumber.phoneNumber = words("+15125550101");
    plumber.zipCode = words(zip);
    plumber.services = {words("Drain Cleaning")};
    plumber.paymentReady = true;
    return plumber;
}

} // namespace

/// A window with a table-like field behind the popup: four plumbers, of whom three can take the lead.
class TestAssignPopup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bestIsFirstAndEnterAssigns();
    void typingFilters_data();
    void typingFilters();
    void arrowsMove_data();
    void arrowsMove();
    void nobodyMatches();
    void excludedNeedsASecondEnter();
    void movingAwayTakesTheQuestionBack();
    void clickAssigns();
    void escapeClosesAndGivesTheFocusBack();
    void clickElsewhereCloses();
    void resizedWindowCloses();
    void windowShortcutsWaitBehindIt();
    void tabStaysInside();
    void staysInsideTheWindow_data();
    void staysInsideTheWindow();
    void fitsIntoALowWindow();
    void opensAfreshForTheNextLead();
    void whoHasTheLeadIsNotOffered();
    void saysWhyNobodyIsThere_data();
    void saysWhyNobodyIsThere();
    void anUnknownServiceIsSetFirst();
    void aKnownServiceIsNotAskedFor();
    void modelIsSound();
    void twentyThousandPlumbersDoNotStopTheTyping();
    void initials_data();
    void initials();

private:
    void open(const QRect &anchor = QRect(60, 60, 80, 20));
    QLineEdit *filter() const { return m_popup->findChild<QLineEdit *>(words("assignFilter")); }
    QListView *list() const { return m_popup->findChild<QListView *>(words("assignList")); }
    QString currentName() const { return list()->currentIndex().data().toString(); }
    QStringList names() const;
    void press(int key) { QTest::keyClick(filter(), static_cast<Qt::Key>(key)); }
    QList<Candidate> ranked() const { return PlumberRoster(m_plumbers).rank(m_lead, {}); }

    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_behind = nullptr;
    AssignPopup *m_popup = nullptr;
    Lead m_lead;
    QList<Plumber> m_plumbers;
    QHash<QUuid, Plumber> m_byId;
    std::unique_ptr<QSignalSpy> m_chosen;
};

void TestAssignPopup::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 700);
    m_behind = new QLineEdit(m_window.get());
    m_popup = new AssignPopup(m_behind);
    m_chosen = std::make_unique<QSignalSpy>(m_popup, &AssignPopup::plumberChosen);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_behind->setFocus();
    m_lead = {};
    m_lead.id = QUuid::createUuid();
    m_lead.firstName = words("Maria");
    m_lead.serviceNeeded = words("Drain Cleaning");
    m_lead.zipCode = words("78701");
    m_plumbers = {plumber("Bob", "O'Hara", "78704"), plumber("Zoë", "Ångström", "78613"),
                  plumber("Ann", "Lee", "78701"), plumber("Karl", "Weber", "78701")};
    m_plumbers[3].status = PlumberStatus::Paused;
    m_byId.clear();
    for (const Plumber &one : std::as_const(m_plumbers))
        m_byId.insert(one.id, one);
}

void TestAssignPopup::cleanup()
{
    m_chosen.reset();
    m_window.reset();
}

void TestAssignPopup::open(const QRect &anchor)
{
    const QRect global(m_window->mapToGlobal(anchor.topLeft()), anchor.size());
    m_popup->openFor(m_lead, ranked(), m_byId, global);
    QVERIFY(m_popup->isOpen());
    QTRY_VERIFY(filter()->hasFocus());
}

QStringList TestAssignPopup::names() const
{
    QStringList names;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        names += list()->model()->index(row, 0).data().toString();
    return names;
}

void TestAssignPopup::bestIsFirstAndEnterAssigns()
{
    open();
    QCOMPARE(names(), QStringList({words("Ann Lee"), words("Bob O'Hara"), words("Zoë Ångström"), words("Karl Weber")}));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 1);
    QCOMPARE(m_chosen->first().at(0).toUuid(), m_lead.id);
    QCOMPARE(m_chosen->first().at(1).toUuid(), m_plumbers[2].id);
    QVERIFY(!m_popup->isOpen());
}

void TestAssignPopup::typingFilters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("left");
    const auto row = [](const char *name, const char *typed, const QStringList &left) {
        QTest::newRow(name) << words(typed) << left;
    };
    row("beginning of the first name", "ann", {words("Ann Lee")});
    row("of a name, whatever its accents", "an", {words("Ann Lee"), words("Zoë Ångström")});
    row("beginning of the last name", "o'h", {words("Bob O'Hara")});
    row("capitals do not matter", "ÅNG", {words("Zoë Ångström")});
    row("nor do accents", "zoe angstrom", {words("Zoë Ångström")});
    row("nor does the apostrophe's kind", "o’h", {words("Bob O'Hara")});
    row("nor that there is one", "ohara", {words("Bob O'Hara")});
    row("two words", "lee an", {words("Ann Lee")});
    row("middle of a word is no hit", "nn", {});
    row("ZIP code", "787", {words("Ann Lee"), words("Bob O'Hara"), words("Karl Weber")});
    row("e-mail address", "karl@", {words("Karl Weber")});
    row("blanks only", "  ", {words("Ann Lee"), words("Bob O'Hara"), words("Zoë Ångström"), words("Karl Weber")});
}

void TestAssignPopup::typingFilters()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, left);
    open();
    filter()->setText(typed);
    QCOMPARE(names(), left);
    if (!left.isEmpty())
        QCOMPARE(currentName(), left.first());
}

void TestAssignPopup::arrowsMove_data()
{
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<QString>("name");
    QTest::newRow("down") << QList<int>{Qt::Key_Down} << words("Bob O'Hara");
    QTest::newRow("down and up") << QList<int>{Qt::Key_Down, Qt::Key_Up} << words("Ann Lee");
    QTest::newRow("up goes round") << QList<int>{Qt::Key_Up} << words("Karl Weber");
    QTest::newRow("down goes round") << QList<int>{Qt::Key_Up, Qt::Key_Down} << words("Ann Lee");
    QTest::newRow("page down stops at the end") << QList<int>{Qt::Key_PageDown} << words("Karl Weber");
    QTest::newRow("page up stops at the top") << QList<int>{Qt::Key_PageDown, Qt::Key_PageUp} << words("Ann Lee");
}

void TestAssignPopup::arrowsMove()
{
    QFETCH(QList<int>, keys);
    QFETCH(QString, name);
    open();
    for (const int key : keys)
        press(key);
    QCOMPARE(currentName(), name);
    QVERIFY(filter()->hasFocus());
}

void TestAssignPopup::nobodyMatches()
{
    open();
    QTest::keyClicks(filter(), words("xyz"));
    QVERIFY(!list()->isVisible());
    QVERIFY(m_popup->findChild<QWidget *>(words("assignNoHits"))->isVisible());
    press(Qt::Key_Return);
    press(Qt::Key_Down);
    QCOMPARE(m_chosen->count(), 0);
    QVERIFY(m_popup->isOpen());
}

void TestAssignPopup::excludedNeedsASecondEnter()
{
    open();
    QTest::keyClicks(filter(), words("karl"));
    QCOMPARE(list()->currentIndex().data(CandidateListModel::ReasonRole).toString(), words("Paused"));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 0);
    QVERIFY(list()->currentIndex().data(CandidateListModel::ConfirmRole).toBool());
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 1);
    QCOMPARE(m_chosen->first().at(1).toUuid(), m_plumbers[3].id);
}

void TestAssignPopup::movingAwayTakesTheQuestionBack()
{
    open();
    press(Qt::Key_Up);
    press(Qt::Key_Return);
    QVERIFY(list()->currentIndex().data(CandidateListModel::ConfirmRole).toBool());
    press(Qt::Key_Down);
    press(Qt::Key_Up);
    QCOMPARE(currentName(), words("Karl Weber"));
    QVERIFY(!list()->currentIndex().data(CandidateListModel::ConfirmRole).toBool());
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 0);
}

void TestAssignPopup::clickAssigns()
{
    open();
    const QRect second = list()->visualRect(list()->model()->index(1, 0));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(m_chosen->count(), 1);
    QCOMPARE(m_chosen->first().at(1).toUuid(), m_plumbers[0].id);
}

void TestAssignPopup::escapeClosesAndGivesTheFocusBack()
{
    QSignalSpy closed(m_popup, &Popover::closed);
    open();
    press(Qt::Key_Escape);
    QVERIFY(!m_popup->isOpen());
    QCOMPARE(closed.count(), 1);
    QTRY_VERIFY(m_behind->hasFocus());
    QCOMPARE(m_chosen->count(), 0);
}

void TestAssignPopup::clickElsewhereCloses()
{
    open();
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(880, 690));
    QVERIFY(!m_popup->isOpen());
}

void TestAssignPopup::resizedWindowCloses()
{
    open();
    m_window->resize(800, 600);
    QTRY_VERIFY(!m_popup->isOpen());
}

void TestAssignPopup::windowShortcutsWaitBehindIt()
{
    QShortcut letter(Qt::Key_A, m_window.get());
    QShortcut enter(Qt::Key_Return, m_window.get());
    QSignalSpy letterFired(&letter, &QShortcut::activated);
    QSignalSpy enterFired(&enter, &QShortcut::activated);
    open();
    press(Qt::Key_A);
    QCOMPARE(filter()->text(), words("a"));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 1);
    QCOMPARE(letterFired.count(), 0);
    QCOMPARE(enterFired.count(), 0);
}

void TestAssignPopup::tabStaysInside()
{
    open();
    press(Qt::Key_Tab);
    QVERIFY(m_popup->isAncestorOf(m_window->focusWidget()));
}

void TestAssignPopup::staysInsideTheWindow_data()
{
    QTest::addColumn<QRect>("anchor");
    QTest::newRow("top left") << QRect(0, 0, 100, 30);
    QTest::newRow("top right") << QRect(880, 0, 20, 30);
    QTest::newRow("bottom right") << QRect(880, 670, 20, 30);
    QTest::newRow("outside the window") << QRect(2000, 2000, 20, 30);
}

void TestAssignPopup::staysInsideTheWindow()
{
    QFETCH(QRect, anchor);
    open(anchor);
    QVERIFY(m_window->rect().contains(m_popup->geometry()));
}

void TestAssignPopup::fitsIntoALowWindow()
{
    for (int i = 0; i < 20; ++i)
        m_plumbers += plumber("Max", "Mustermann", "78701");
    for (const Plumber &one : std::as_const(m_plumbers))
        m_byId.insert(one.id, one);
    open();
    const int roomy = list()->height();
    press(Qt::Key_Escape);
    m_window->resize(900, 320);
    open();
    QVERIFY(list()->height() < roomy);
    QVERIFY(m_popup->sizeHint().height() <= m_window->height());
    QVERIFY(m_window->rect().contains(m_popup->geometry()));
}

void TestAssignPopup::opensAfreshForTheNextLead()
{
    open();
    QTest::keyClicks(filter(), words("karl"));
    press(Qt::Key_Return);
    press(Qt::Key_Escape);
    m_lead.id = QUuid::createUuid();
    open();
    QVERIFY(filter()->text().isEmpty());
    QCOMPARE(currentName(), words("Ann Lee"));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->first().at(0).toUuid(), m_lead.id);
}

void TestAssignPopup::whoHasTheLeadIsNotOffered()
{
    m_lead.assignedPlumberId = m_plumbers[2].id;
    open();
    QCOMPARE(names(), QStringList({words("Bob O'Hara"), words("Zoë Ångström"), words("Karl Weber")}));
    QCOMPARE(m_popup->findChild<QLabel *>(words("assignCount"))->text(), words("2 of 3 can take it"));
    QTest::keyClicks(filter(), words("ann"));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen->count(), 0);
}

void TestAssignPopup::saysWhyNobodyIsThere_data()
{
    QTest::addColumn<int>("plumbers");
    QTest::addColumn<bool>("isAssigned");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::newRow("no such name") << 4 << false << words("xyz") << words("No plumber matches.");
    QTest::newRow("the name of who has it") << 4 << true << words("ann") << words("No other plumber matches.");
    QTest::newRow("none at all") << 0 << false << QString() << words("There are no plumbers yet.");
    QTest::newRow("the only one has it") << 1 << true << QString() << words("There are no other plumbers.");
}

void TestAssignPopup::saysWhyNobodyIsThere()
{
    QFETCH(int, plumbers);
    QFETCH(bool, isAssigned);
    QFETCH(QString, typed);
    QFETCH(QString, text);
    std::swap(m_plumbers[0], m_plumbers[2]);
    m_plumbers.resize(plumbers);
    if (isAssigned)
        m_lead.assignedPlumberId = m_plumbers.first().id;
    open();
    QTest::keyClicks(filter(), typed);
    const auto *label = m_popup->findChild<QLabel *>(words("assignNoHits"));
    QVERIFY(label->isVisible());
    QVERIFY2(label->text().startsWith(text), qPrintable(label->text()));
}

void TestAssignPopup::anUnknownServiceIsSetFirst()
{
    m_lead.serviceNeeded.clear();
    open();
    auto *set = m_popup->findChild<QPushButton *>(words("assignSetService"));
    QVERIFY(set->isVisible());
    QCOMPARE(names().size(), 4);
    QCOMPARE(list()->model()->index(0, 0).data(CandidateListModel::ReasonRole).toString(),
             words("The service is unknown"));
    const QSignalSpy wanted(m_popup, &AssignPopup::serviceWanted);
    press(Qt::Key_Tab);
    QVERIFY(set->hasFocus());
    QTest::keyClick(set, Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toUuid(), m_lead.id);
    QVERIFY(!m_popup->isOpen());
    QCOMPARE(m_chosen->count(), 0);
}

void TestAssignPopup::aKnownServiceIsNotAskedFor()
{
    m_lead.serviceNeeded.clear();
    open();
    m_popup->closePopover();
    m_lead.serviceNeeded = words("Drain Cleaning");
    open();
    QVERIFY(!m_popup->findChild<QWidget *>(words("assignNoService"))->isVisible());
}

void TestAssignPopup::modelIsSound()
{
    CandidateListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCandidates(m_lead, ranked(), m_byId);
    QCOMPARE(model.eligibleCount(), 3);
    QCOMPARE(model.totalCount(), 4);
    model.setText(words("a"));
    model.setConfirmRow(0);
    model.setText({});
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(!model.index(0).data(CandidateListModel::ConfirmRole).toBool());
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString().section(u',', 0, 0), words("Ann Lee"));
}

/// A person types a letter every 100 ms or so; each must be on the screen before the next.
void TestAssignPopup::twentyThousandPlumbersDoNotStopTheTyping()
{
    for (int i = 0; i < 20'000; ++i) {
        m_plumbers += plumber("Plumber", "Any", "78704");
        m_plumbers.last().lastName = QStringLiteral("Number%1").arg(i);
        m_byId.insert(m_plumbers.last().id, m_plumbers.last());
    }
    open();
    QCOMPARE(list()->model()->rowCount(), 20'004);
    qint64 slowest = 0;
    for (const char letter : QByteArray("number199")) {
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(filter(), letter);
        m_popup->repaint();
        slowest = std::max(slowest, timer.elapsed());
    }
    QCOMPARE(list()->model()->rowCount(), 111);
    QVERIFY2(slowest < 400, qPrintable(QString::number(slowest)));
}

void TestAssignPopup::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("letters");
    QTest::newRow("two words") << words("Ann Lee") << words("AL");
    QTest::newRow("one word") << words("Ann") << words("A");
    QTest::newRow("three words") << words("Ann van Lee") << words("AL");
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("beyond the basic plane") << words("\xF0\x9D\x93\x90nn Lee") << words("\xF0\x9D\x93\x90L");
}

void TestAssignPopup::initials()
{
    QFETCH(QString, name);
    QFETCH(QString, letters);
    QCOMPARE(initialsOf(name), letters);
}

QTEST_MAIN(TestAssignPopup)
#include "tst_assignpopup.moc"
